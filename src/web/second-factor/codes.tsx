import type { ComponentChildren } from 'preact'
import { Form } from '../form.tsx'
import { usePage } from '../page-surroundings.ts'
import { type FactorPlace, factorPath } from './place.ts'
import { texts } from './texts.ts'

interface RecoveryCodesProps {
  codes: readonly string[]
  /** Where to go on from here. */
  on: { readonly href: string; readonly label: string }
}

/** The ten codes, this once: what stands in a page of the desk or of the account. */
export function RecoveryCodes({ codes, on }: RecoveryCodesProps) {
  const { say } = usePage()
  return (
    <>
      <hgroup>
        <h1>{say(texts.codesTitle)}</h1>
        <p>{say(texts.codesLead)}</p>
      </hgroup>
      <p>{say(texts.codesKeep)}</p>
      <ol aria-label={say(texts.codesList)}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="actions">
        <a class="button" href={on.href}>
          {on.label}
        </a>
      </p>
    </>
  )
}

interface OwnCodesProps {
  at: FactorPlace
  left: number
  /** How many there are when all are new. */
  all: number
  /** Where to go without new ones. */
  away: { readonly href: string; readonly label: string }
  /** What has to be typed for new ones. */
  children?: ComponentChildren
}

/** How many are left, and the button that makes new ones. */
export function OwnCodes({ at, left, all, away, children }: OwnCodesProps) {
  const { say } = usePage()
  return (
    <>
      <hgroup>
        <h1>{say(texts.ownTitle)}</h1>
        <p>{say(texts.ownLeft, { left, all })}</p>
      </hgroup>
      <Form action={`${factorPath(at)}/recovery-codes`}>
        <p>{say(texts.ownLead)}</p>
        {children}
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.renew)}
          </button>{' '}
          <a href={away.href}>{away.label}</a>
        </p>
      </Form>
    </>
  )
}
