import { Form, factorTexts, LogOut, OwnCodes, Page, RecoveryCodes, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'
import { ProofFields, ProofSummary, type Proofs } from './proofs.tsx'

interface RecoveryCodesPageProps {
  name: string
  codes: readonly string[]
  /** The sign-in that the person was on the way through. */
  onTo: string | undefined
}

/** The ten codes, this once, and the way on to the service that asked for the factor. */
export function RecoveryCodesPage({ name, codes, onTo }: RecoveryCodesPageProps) {
  const { say } = usePage()
  const on =
    onTo === undefined ? { href: '/account', label: say(texts.toAccount) } : { href: onTo, label: say(texts.onTo) }
  return (
    <Page title={say(factorTexts.codesTitle)} gate="ajar" who={<LogOut who={name} />}>
      <RecoveryCodes codes={codes} on={on} />
    </Page>
  )
}

interface OwnCodesPageProps extends Proofs {
  name: string
  left: number
  all: number
}

/** How many are left, and new ones for whoever proves password and factor. */
export function OwnCodesPage({ name, left, all, ...proofs }: OwnCodesPageProps) {
  const { say } = usePage()
  return (
    <Page
      title={say(factorTexts.ownTitle)}
      gate="ajar"
      error={isRefused(proofs)}
      who={<LogOut who={name} />}
      scripts={['show-password.js']}
    >
      <ProofSummary title={say(texts.notRenewed)} {...proofs} />
      <OwnCodes at="account" left={left} all={all} away={{ href: '/account', label: say(texts.back) }}>
        <ProofFields {...proofs} />
      </OwnCodes>
    </Page>
  )
}

/** Asks for password and factor before the factor is taken away. */
export function RemoveFactorPage({ name, ...proofs }: Proofs & { name: string }) {
  const { say } = usePage()
  return (
    <Page
      title={say(texts.removeTitle)}
      gate="ajar"
      error={isRefused(proofs)}
      who={<LogOut who={name} />}
      scripts={['show-password.js']}
    >
      <ProofSummary title={say(texts.notRemoved)} {...proofs} />
      <hgroup>
        <h1>{say(texts.removeTitle)}</h1>
        <p>{say(texts.removeLead)}</p>
      </hgroup>
      <Form action="/account/second-factor/remove">
        <ProofFields {...proofs} />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.removeButton)}
          </button>{' '}
          <a href="/account">{say(texts.back)}</a>
        </p>
      </Form>
      <p class="small">{say(texts.removeDesk)}</p>
    </Page>
  )
}

/** It is gone, and so is every session. */
export function FactorRemovedPage() {
  const { say } = usePage()
  return (
    <Page title={say(texts.removedTitle)} gate="closed">
      <hgroup>
        <h1>{say(texts.removedTitle)}</h1>
        <p>{say(texts.removedLead)}</p>
      </hgroup>
      <p class="actions">
        <a class="button" href="/cas/login?next=account">
          {say(texts.signIn)}
        </a>
      </p>
    </Page>
  )
}

function isRefused({ faults, waiting }: Proofs) {
  return waiting !== undefined || faults?.password !== undefined || faults?.code !== undefined
}
