import type { ComponentChildren } from 'preact'
import type { LinkPurpose } from '../../challenges/index.ts'
import {
  Facts,
  Heading,
  Letter,
  type LetterContent,
  type LetterWords,
  LinkButton,
  Paragraph,
  renderLetter,
} from '../../mail/index.ts'
import { letterTexts as texts } from './texts.ts'

/** Why a link is mailed: somebody typed the address, or the desk, the registry or a case brought it about. */
export type LinkBecause = 'asked' | 'connected' | 'desk' | 'case' | 'address-assigned'

/** What this chapter writes to people. */
export type LetterToWrite =
  | {
      kind: 'link'
      purpose: LinkPurpose
      because: LinkBecause
      url: string
      lifetime: number
      expiresAt: Date
      asksQuestion: boolean
    }
  | { kind: 'held'; until: Date }
  | { kind: 'password-set'; by: 'link' | 'code' }
  | { kind: 'not-connected'; staff: boolean; url: string }
  | { kind: 'disabled' }
  | { kind: 'assigned-elsewhere'; assigned: string; url: string }

/** When it was asked for, and from which browser, in rough words (req 110). */
export interface LetterOccasion {
  readonly now: Date
  readonly browser: string
}

export function writeLetter(words: LetterWords, letter: LetterToWrite, occasion: LetterOccasion): LetterContent {
  return renderLetter(letterFor(words, letter, occasion))
}

function letterFor(words: LetterWords, letter: LetterToWrite, occasion: LetterOccasion) {
  switch (letter.kind) {
    case 'link':
      return <LinkLetter words={words} letter={letter} occasion={occasion} />
    case 'held':
      return <HeldLetter words={words} letter={letter} occasion={occasion} />
    case 'password-set':
      return <SetNotice words={words} letter={letter} occasion={occasion} />
    case 'not-connected':
      return <NotConnectedLetter words={words} letter={letter} occasion={occasion} />
    case 'disabled':
      return <DisabledLetter words={words} occasion={occasion} />
    case 'assigned-elsewhere':
      return <AssignedLetter words={words} letter={letter} occasion={occasion} />
  }
}

type Kind<K extends LetterToWrite['kind']> = Extract<LetterToWrite, { kind: K }>
interface Common {
  words: LetterWords
  occasion: LetterOccasion
}

function LinkLetter({ words, letter, occasion }: Common & { letter: Kind<'link'> }) {
  const { say, time } = words
  const until = {
    time: <strong>{time.lengthAfter(letter.lifetime)}</strong>,
    moment: <strong>{time.moment(letter.expiresAt)}</strong>,
  }
  const first = letter.purpose === 'first-password'
  return (
    <Letter
      words={words}
      subject={say(texts.linkSubject)}
      title={say(texts.linkSubject)}
      asked={
        letter.because === 'asked' ? askedOn(words, occasion) : say(texts.sentOn, { moment: time.moment(occasion.now) })
      }
    >
      {letter.because === 'asked' ? (
        <Paragraph>{say(first ? texts.firstLinkIntro : texts.linkIntro)}</Paragraph>
      ) : (
        <Paragraph>
          {say(occasions[letter.because])} {say(first ? texts.setFirst : texts.setNew)}
        </Paragraph>
      )}
      <LinkButton href={letter.url} label={say(texts.linkButton)} />
      <Paragraph>
        {say.rich(texts.linkLife, until)} {letter.asksQuestion && say(texts.linkQuestion)}
      </Paragraph>
      <Heading>{say(letter.because === 'asked' ? texts.notYou : texts.notExpected)}</Heading>
      <Paragraph>{say(first ? texts.firstLinkNotYou : texts.linkNotYou)}</Paragraph>
    </Letter>
  )
}

const occasions = {
  connected: texts.occasionConnected,
  desk: texts.occasionDesk,
  case: texts.occasionCase,
  'address-assigned': texts.occasionAssigned,
}

/** Instead of a link, while a moved address is held (req 91). */
function HeldLetter({ words, letter, occasion }: Common & { letter: Kind<'held'> }) {
  const { say, time } = words
  return (
    <Letter
      words={words}
      subject={say(texts.heldSubject)}
      title={say(texts.heldSubject)}
      asked={askedOn(words, occasion)}
    >
      <Paragraph>{say(texts.asked)}</Paragraph>
      <Paragraph>{say(texts.held)}</Paragraph>
      <Paragraph>{say.rich(texts.heldUntil, { moment: <strong>{time.moment(letter.until)}</strong> })}</Paragraph>
      <Heading>{say(texts.notExpected)}</Heading>
      <Paragraph>{say(texts.heldNotYou)}</Paragraph>
    </Letter>
  )
}

/** After a new password: no link at all, so that a forged one stands out (req 22). */
function SetNotice({ words, letter, occasion }: Common & { letter: Kind<'password-set'> }) {
  const { say, time } = words
  const when = [say(texts.setTime), time.moment(occasion.now)] as const
  const where = [say(texts.setBrowser), occasion.browser] as const
  return (
    <Letter words={words} subject={say(texts.setSubject)} title={say(texts.setSubject)}>
      <Paragraph>{say(letter.by === 'link' ? texts.setIntro : texts.setIntroCode)}</Paragraph>
      <Facts items={occasion.browser === '' ? [when] : [when, where]} />
      <Paragraph>{say(texts.setYou)}</Paragraph>
      <Heading>{say(texts.notYou)}</Heading>
      <Paragraph>{say(letter.by === 'link' ? texts.setNotYou : texts.setNotYouCode)}</Paragraph>
    </Letter>
  )
}

function NotConnectedLetter({ words, letter, occasion }: Common & { letter: Kind<'not-connected'> }) {
  const { say } = words
  return (
    <Advice words={words} subject={say(texts.notConnectedSubject)} occasion={occasion}>
      <Paragraph>{say(texts.notConnected)}</Paragraph>
      {letter.staff ? (
        <Paragraph>{say(texts.notConnectedStaff)}</Paragraph>
      ) : (
        <>
          <Paragraph>{say(texts.notConnectedStudent)}</Paragraph>
          <Paragraph>
            {say(texts.factField)}
            <br />
            {say(texts.factAlbum)}
            <br />
            {say(texts.factRight)}
          </Paragraph>
        </>
      )}
      <LinkButton href={letter.url} label={say(texts.notConnectedButton)} />
    </Advice>
  )
}

function DisabledLetter({ words, occasion }: Common) {
  const { say } = words
  return (
    <Advice words={words} subject={say(texts.disabledSubject)} occasion={occasion}>
      <Paragraph>{say(texts.disabled)}</Paragraph>
    </Advice>
  )
}

function AssignedLetter({ words, letter, occasion }: Common & { letter: Kind<'assigned-elsewhere'> }) {
  const { say } = words
  return (
    <Advice words={words} subject={say(texts.assignedSubject)} occasion={occasion}>
      <Paragraph>{say.rich(texts.assigned, { address: <strong>{letter.assigned}</strong> })}</Paragraph>
      <LinkButton href={letter.url} label={say(texts.assignedButton)} />
      <Paragraph>{say(texts.assignedMailbox)}</Paragraph>
    </Advice>
  )
}

/** A letter that tells the truth and changes nothing. */
function Advice({ words, subject, occasion, children }: Common & { subject: string; children: ComponentChildren }) {
  const { say } = words
  return (
    <Letter words={words} subject={subject} title={subject} asked={askedOn(words, occasion)}>
      <Paragraph>{say(texts.asked)}</Paragraph>
      {children}
      <Heading>{say(texts.notYou)}</Heading>
      <Paragraph>{say(texts.adviceNotYou)}</Paragraph>
    </Letter>
  )
}

function askedOn({ say, time }: LetterWords, { now, browser }: LetterOccasion) {
  const moment = time.moment(now)
  return browser === '' ? say(texts.askedWhen, { moment }) : say(texts.askedFrom, { moment, browser })
}
