import type { ComponentChildren } from 'preact'
import type { Case } from '../../cases/index.ts'
import type { DeansOffice } from '../../config/index.ts'
import {
  Heading,
  Letter,
  type LetterContent,
  type LetterWords,
  LinkButton,
  Paragraph,
  renderLetter,
} from '../../mail/index.ts'
import { letterTexts as texts } from './texts.ts'

/** What this chapter writes. Nothing that a stranger typed stands in a letter: the form must not carry anybody's words (attack A5). */
export type HelpLetter =
  | { kind: 'prove-mailbox'; url: string; lifetime: number; expiresAt: Date; now: Date; browser: string }
  | { kind: 'case-asked-back'; about: CaseNamed; question: string; url: string }
  | { kind: 'case-declined'; about: CaseNamed; reason: string; office: DeansOffice | undefined }

type CaseNamed = Pick<Case, 'id' | 'kind'>

export function writeHelpLetter(words: LetterWords, letter: HelpLetter): LetterContent {
  return renderLetter(letterFor(words, letter))
}

function letterFor(words: LetterWords, letter: HelpLetter) {
  switch (letter.kind) {
    case 'prove-mailbox':
      return <ProveLetter words={words} letter={letter} />
    case 'case-asked-back':
      return <AskedBackLetter words={words} letter={letter} />
    case 'case-declined':
      return <DeclinedLetter words={words} letter={letter} />
  }
}

type Kind<K extends HelpLetter['kind']> = Extract<HelpLetter, { kind: K }>

function ProveLetter({ words, letter }: { words: LetterWords; letter: Kind<'prove-mailbox'> }) {
  const { say, time } = words
  const subject = say(texts.proveSubject)
  const moment = time.moment(letter.now)
  const asked =
    letter.browser === '' ? say(texts.askedWhen, { moment }) : say(texts.askedFrom, { moment, browser: letter.browser })
  return (
    <Letter words={words} subject={subject} title={subject} asked={asked}>
      <Paragraph>{say(texts.proveIntro)}</Paragraph>
      <LinkButton href={letter.url} label={say(texts.proveButton)} />
      <Paragraph>
        {say.rich(texts.proveLife, {
          time: <strong>{time.lengthAfter(letter.lifetime)}</strong>,
          moment: <strong>{time.moment(letter.expiresAt)}</strong>,
        })}
      </Paragraph>
      <Heading>{say(texts.notYou)}</Heading>
      <Paragraph>{say(texts.proveNotYou)}</Paragraph>
    </Letter>
  )
}

function AskedBackLetter({ words, letter }: { words: LetterWords; letter: Kind<'case-asked-back'> }) {
  const { say } = words
  const named = { case: letter.about.id }
  const subject = say(texts.askedBackSubject, named)
  return (
    <Letter words={words} subject={subject} title={subject} asked={say(texts.reference, named)}>
      <Paragraph>
        {letter.about.kind === 'student' ? say(texts.askedBackStudent, named) : say(texts.askedBackTeacher, named)}
      </Paragraph>
      <Said text={letter.question} />
      <LinkButton href={letter.url} label={say(texts.askedBackButton)} />
      <Paragraph>{say(texts.askedBackWaits)}</Paragraph>
    </Letter>
  )
}

function DeclinedLetter({ words, letter }: { words: LetterWords; letter: Kind<'case-declined'> }) {
  const { say } = words
  const named = { case: letter.about.id }
  const subject = say(texts.declinedSubject, named)
  const student = letter.about.kind === 'student'
  return (
    <Letter words={words} subject={subject} title={subject} asked={say(texts.reference, named)}>
      <Paragraph>{student ? say(texts.declinedStudent, named) : say(texts.declinedTeacher, named)}</Paragraph>
      <Said text={letter.reason} />
      <Paragraph>{student ? whomToAsk(words, letter.office) : say(texts.askDesk)}</Paragraph>
    </Letter>
  )
}

/** What the desk wrote, line by line. */
function Said({ text }: { text: string }): ComponentChildren {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').map((line) => <Paragraph>{line}</Paragraph>)
}

function whomToAsk({ say, language }: LetterWords, office: DeansOffice | undefined) {
  return office ? say(texts.askOffice, { office: office.name[language], mail: office.mail }) : say(texts.askOffices)
}
