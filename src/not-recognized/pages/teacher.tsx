import { DeskLink, Field, Form, HelpBlock, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import { ForkPage } from './fork.tsx'

/** Section 3.2: try another address, then write to the desk. The form is the request for a link (manual, section 2). */
export function TeacherPage() {
  const { say } = usePage()
  return (
    <ForkPage of="teacher">
      <p>{say.rich(texts.teacherWhy, { another: <b>{say(texts.another)}</b> })}</p>
      <section aria-labelledby="try">
        <h2 id="try">{say(texts.tryHeading)}</h2>
        <Form action="/reset-password">
          <Field
            id="email"
            name="email"
            type="email"
            label={say(texts.otherAddress)}
            hint={say(texts.otherAddressHint)}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
          />
          <p class="actions">
            <button class="button" type="submit">
              {say(texts.next)}
            </button>{' '}
            <a href="/reset-password">{say(texts.goBack)}</a>
          </p>
        </Form>
      </section>
      <HelpBlock id="desk" title={say(texts.didNotHelp)}>
        <p>{say.rich(texts.teacherDesk, { usos: <DeskLink desk="usos" />, it: <DeskLink desk="it" /> })}</p>
      </HelpBlock>
    </ForkPage>
  )
}
