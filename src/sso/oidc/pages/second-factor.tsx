import { Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

interface SecondFactorPageProps {
  service: { readonly pl: string; readonly en: string }
  /** This page once more: it leads on when the factor has been proved. */
  goOn: string
}

/** A service that wants to be surer than this sign-in has been so far. */
export function SecondFactorPage({ service, goOn }: SecondFactorPageProps) {
  const { say, language } = usePage()
  return (
    <Page title={say(texts.secondFactor)} gate="closed" error>
      <hgroup>
        <h1>{say(texts.secondFactor)}</h1>
        <p>{say(texts.secondFactorLead, { service: service[language] })}</p>
      </hgroup>
      <p>{say.rich(texts.secondFactorAdvice, { desk: <a href="/desk">{say(texts.desk)}</a> })}</p>
      <p class="actions">
        <a class="button" href={goOn}>
          {say(texts.goOn)}
        </a>{' '}
        <a href="/">{say(texts.toPortal)}</a>
      </p>
    </Page>
  )
}
