import { Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

/** A service that wants to be surer than this sign-in can make it. */
export function SecondFactorPage({ service }: { service: { readonly pl: string; readonly en: string } }) {
  const { say, language } = usePage()
  return (
    <Page title={say(texts.secondFactor)} gate="closed" error>
      <hgroup>
        <h1>{say(texts.secondFactor)}</h1>
        <p>{say(texts.secondFactorLead, { service: service[language] })}</p>
      </hgroup>
      <p>{say.rich(texts.secondFactorAdvice, { desk: <a href="/desk">{say(texts.desk)}</a> })}</p>
      <p class="actions">
        <a class="button" href="/">
          {say(texts.toPortal)}
        </a>
      </p>
    </Page>
  )
}
