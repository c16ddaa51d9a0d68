import type { Service } from '../../../services/index.ts'
import { Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

interface SecondFactorNeededPageProps {
  service: Service
  /** What leads back here after the proof, for those who have a second factor; without it, whom to ask. */
  prove: Readonly<Record<string, string>> | undefined
}

/** A service that wants to be surer than a password makes it. */
export function SecondFactorNeededPage({ service, prove }: SecondFactorNeededPageProps) {
  const { say, language } = usePage()
  return (
    <Page title={say(texts.secondFactor)} gate="closed">
      <hgroup>
        <h1>{say(texts.secondFactor)}</h1>
        <p>{say(texts.secondFactorLead, { service: service.name[language] })}</p>
      </hgroup>
      {!prove && <p>{say(texts.noSecondFactor)}</p>}
      <p class="actions">
        {prove && (
          <a class="button" href={`/desk/second-factor?${new URLSearchParams(prove)}`}>
            {say(texts.prove)}
          </a>
        )}{' '}
        <a href="/cas/login">{say(texts.stay)}</a>
      </p>
    </Page>
  )
}
