import type { Service } from '../../../services/index.ts'
import { factorPath, LogOut, Page, usePage, withOnward } from '../../../web/index.ts'
import { texts } from '../texts.ts'

interface SecondFactorNeededPageProps {
  /** Who is signed in. */
  name: string
  service: Service
  /** What leads back here after the proof. */
  onward: Readonly<Record<string, string>>
  /** Without one it is set up first, on the way. */
  hasFactor: boolean
}

/** A service that wants to be surer than a password makes it. */
export function SecondFactorNeededPage({ name, service, onward, hasFactor }: SecondFactorNeededPageProps) {
  const { say, language } = usePage()
  return (
    <Page title={say(texts.secondFactor)} gate="closed" who={<LogOut who={name} />}>
      <hgroup>
        <h1>{say(texts.secondFactor)}</h1>
        <p>{say(texts.secondFactorLead, { service: service.name[language] })}</p>
      </hgroup>
      {!hasFactor && <p>{say(texts.noSecondFactor)}</p>}
      <p class="actions">
        <a class="button" href={withOnward(factorPath('account'), onward)}>
          {say(hasFactor ? texts.prove : texts.setUp)}
        </a>{' '}
        <a href="/cas/login">{say(texts.stay)}</a>
      </p>
    </Page>
  )
}
