import { DeskLink, Page, usePage } from '../../web/index.ts'
import { letterTexts } from '../mails/texts.ts'
import { texts } from '../texts.ts'

interface SentPageProps {
  /** What was typed, or the assigned address behind a mask (req 11). */
  address: string
  /** The life of the shorter of the two links, in milliseconds: which one was sent is not for this page to tell. */
  lifetime: number
  asksQuestion: boolean
  signIn: string
}

/** The same page whether or not a letter was sent. */
export function SentPage({ address, lifetime, asksQuestion, signIn }: SentPageProps) {
  const { say, time } = usePage()
  return (
    <Page title={say(texts.sentTitle)} gate="letter">
      <h1>{say(texts.sentHeading)}</h1>
      <p class="lead" role="status">
        {say.rich(texts.sent, { address: <b>{address}</b> })}
      </p>
      <ol>
        <li>{say.rich(texts.sentStepMessage, { subject: <b>{say(letterTexts.linkSubject)}</b> })}</li>
        <li>{say.rich(texts.sentStepLink, { time: <b>{time.lengthAfter(lifetime)}</b> })}</li>
        {asksQuestion && <li>{say(texts.sentStepPesel)}</li>}
      </ol>
      <section aria-labelledby="nothing">
        <h2 id="nothing">{say(texts.nothingHeading)}</h2>
        <ul>
          <li>{say(texts.nothingSpam)}</li>
          <li>{say.rich(texts.nothingTyping, { again: <a href="/reset-password">{say(texts.typeAgain)}</a> })}</li>
          <li>{say(texts.nothingOften)}</li>
          <li>
            {say.rich(texts.nothingAssigned, {
              student: <a href="/not-recognized/student">{say(texts.student)}</a>,
              teacher: <a href="/not-recognized/teacher">{say(texts.teacher)}</a>,
            })}
          </li>
          <li>{say.rich(texts.nothingMailbox, { it: <DeskLink desk="it" />, usos: <DeskLink desk="usos" /> })}</li>
        </ul>
      </section>
      <p class="actions">
        <a href={signIn}>{say(texts.backToSignIn)}</a>
      </p>
    </Page>
  )
}
