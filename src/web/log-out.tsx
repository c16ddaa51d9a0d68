import type { ComponentChildren } from 'preact'
import { Form } from './form.tsx'
import { usePage } from './page-surroundings.ts'
import { texts } from './texts.ts'

/** The upper right corner of every page behind a sign-in: who is signed in, and the way out (req 60). */
export function LogOut({ who, action = '/cas/logout' }: { who: ComponentChildren; action?: string }) {
  const { say } = usePage()
  return (
    <Form class="who" action={action}>
      <span>{who}</span>{' '}
      <button class="plain" type="submit">
        {say(texts.logOut)}
      </button>
    </Form>
  )
}
