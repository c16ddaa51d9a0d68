import { DeskLink, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The same page whatever the address opens, and whether or not a message was sent: the mailbox alone is told. */
export function SentPage({ address, kind }: { address: string; kind: 'student' | 'teacher' }) {
  const again = `/not-recognized/${kind}`
  const { say } = usePage()
  return (
    <Page title={say(texts.sentTitle)} gate="letter">
      <h1>{say(texts.sentTitle)}</h1>
      <p class="lead" role="status">
        {say.rich(texts.sent, { address: <b>{address}</b> })}
      </p>
      <ol>
        <li>{say(texts.sentOpen)}</li>
        <li>{say(texts.sentConfirm)}</li>
        <li>{say(texts.sentReady)}</li>
      </ol>
      <section aria-labelledby="nothing">
        <h2 id="nothing">{say(texts.nothingHeading)}</h2>
        <ul>
          <li>{say(texts.nothingSpam)}</li>
          <li>{say.rich(texts.nothingTyping, { again: <a href={again}>{say(texts.again)}</a> })}</li>
          <li>{say(texts.nothingOften)}</li>
          <li>{say.rich(texts.nothingMailbox, { it: <DeskLink desk="it" />, usos: <DeskLink desk="usos" /> })}</li>
        </ul>
      </section>
    </Page>
  )
}
