import type { Case, Comparison } from '../../../cases/index.ts'
import { deskAnswer } from '../../../people/index.ts'
import { Choice, type ErrorItem, Form, TextArea, usePage } from '../../../web/index.ts'
import type { AnswerFaults } from '../answer-tasks.ts'
import { answerSuggested, type Hindrance, type RegistryAnswer } from '../answers.ts'
import { type DeclineReason, declineReasons, LONGEST_WORDS } from '../decline.ts'
import type { CaseReading } from '../tasks.ts'
import { declineLabels, texts } from '../texts.ts'
import { useAnswerWords } from './answer-words.ts'

/** A form as it was sent, and why it was refused. */
export interface AnswerForm {
  readonly reason: string
  readonly question: string
  readonly because: string
  readonly words: string
  readonly faults: AnswerFaults
}

interface AnswersProps {
  reading: CaseReading
  tried: AnswerForm | undefined
  addressHold: number
}

/** Every answer the desk can give; the suggested one is filled, the others are quiet. */
export function Answers(props: AnswersProps) {
  const { say } = usePage()
  const { hindrance } = props.reading
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{say(texts.answer)}</h2>
      {hindrance ? (
        <p>{say(hindranceTexts[hindrance])}</p>
      ) : (
        <>
          <InRegistry {...props} />
          <Ask {...props} />
          <Decline {...props} />
          <p class="small">{say(texts.personTold)}</p>
        </>
      )}
    </section>
  )
}

const hindranceTexts = {
  'only-looking': texts.onlyLooking,
  'own-account': texts.ownAccount,
  'account-of-staff': texts.accountOfStaff,
} as const satisfies Record<Hindrance, unknown>

function InRegistry({ reading, tried, addressHold }: AnswersProps) {
  const { say, time } = usePage()
  const { case: it, comparison, answers } = reading
  const { person, suggestion } = comparison
  const wordsFor = useAnswerWords(it.address, person)
  const error = useFault('reason', tried)
  const suggested = answerSuggested(suggestion)
  const [first] = answers
  if (!person || first === undefined) return <NothingInRegistry reading={reading} />
  const moves = answers.some((answer) => answer === 'assign' || answer === 'connect-and-assign')
  // The reason stands in the audit, so it claims no more than what the tags above it say.
  const agreed = suggested !== undefined && !reading.isChosen && allAgrees(it.kind, comparison)
  return (
    <Form action={`/desk/cases/${it.kind}/${it.id}/${first}`}>
      {suggestion === 'ask-back' && <p>{say(texts.suggestAskBack)}</p>}
      {moves && addressHold > 0 && person.assignedAddress !== undefined && (
        <p>{say(texts.assignNote, { time: time.lengthAfter(addressHold) })}</p>
      )}
      <input type="hidden" name="person" value={person.id} />
      <input type="hidden" name="seen" value={String(it.askedTimes)} />
      <SeenOwner of={it} />
      <TextArea
        id="reason"
        name="reason"
        label={say(texts.reason)}
        hint={say(texts.reasonHint)}
        error={error}
        value={tried?.reason ?? say(agreed ? texts.reasonAgrees : texts.reasonCompared, { number: it.id })}
        rows={2}
        maxLength={500}
        autocomplete="off"
        required
      />
      <p class="actions">
        {answers.map((answer: RegistryAnswer) => (
          <button
            key={answer}
            class={answer === suggested ? 'button' : 'button quiet'}
            type="submit"
            formaction={`/desk/cases/${it.kind}/${it.id}/${answer}`}
          >
            {wordsFor(answer)}
          </button>
        ))}
      </p>
    </Form>
  )
}

/** Who has taken the case by what this page says: an answer past anybody else is asked for once more. */
function SeenOwner({ of: { owner } }: { of: Case }) {
  return <input type="hidden" name="owner" value={owner ?? ''} />
}

function allAgrees(kind: Case['kind'], { address, albumNumber, fieldOfStudy }: Comparison) {
  const facts = kind === 'student' ? [address, albumNumber, fieldOfStudy] : [address]
  return facts.every(({ is }) => is === 'agrees')
}

/** Why nothing in the registry can be changed from here. */
function NothingInRegistry({ reading: { comparison } }: Pick<AnswersProps, 'reading'>) {
  const { say } = usePage()
  const { person } = comparison
  if (!person) return null
  switch (deskAnswer(person).because) {
    case 'disabled':
      return <p>{say(texts.disabledHere)}</p>
    case 'left-the-university':
      return <p>{say(texts.closedHere)}</p>
    case 'not-connected':
    case 'no-address':
      return <p>{say(texts.connectElsewhereDesk)}</p>
    case 'no-password-yet':
    case 'nothing-in-the-way':
    case 'nobody-has-the-address':
    case 'another-address-assigned':
      return null
  }
}

function Ask({ reading: { case: it, comparison }, tried }: AnswersProps) {
  const { say } = usePage()
  const error = useFault('question', tried)
  const isSuggested = comparison.suggestion === 'ask-back'
  return (
    <details open={isSuggested || error !== undefined || Boolean(tried?.question)}>
      <summary>{say(texts.ask)}</summary>
      <Form action={`/desk/cases/${it.kind}/${it.id}/ask-back`}>
        <SeenOwner of={it} />
        <p>{say(texts.askLead, { address: it.address })}</p>
        <TextArea
          id="question"
          name="question"
          label={say(texts.question)}
          hint={say(texts.questionHint)}
          error={error}
          value={tried?.question}
          maxLength={LONGEST_WORDS}
          required
        />
        <p class="actions">
          <button class={isSuggested ? 'button' : 'button quiet'} type="submit">
            {say(texts.askButton)}
          </button>
        </p>
      </Form>
    </details>
  )
}

function Decline({ reading: { case: it }, tried }: AnswersProps) {
  const { say } = usePage()
  const because = useFault('because', tried)
  const words = useFault('words', tried)
  const reasons: readonly DeclineReason[] = declineReasons[it.kind]
  return (
    <details open={because !== undefined || words !== undefined || Boolean(tried?.because || tried?.words)}>
      <summary>{say(texts.decline)}</summary>
      <Form action={`/desk/cases/${it.kind}/${it.id}/decline`}>
        <SeenOwner of={it} />
        <p>{say(texts.declineLead, { address: it.address })}</p>
        <Choice
          id="because"
          name="because"
          legend={say(texts.declineWhy)}
          options={reasons.map((reason) => ({ value: reason, label: say(declineLabels[reason]) }))}
          value={tried?.because}
          error={because}
          required
        />
        <TextArea
          id="words"
          name="words"
          label={say(texts.words)}
          hint={say(texts.wordsHint)}
          error={words}
          value={tried?.words}
          maxLength={LONGEST_WORDS}
        />
        <p class="actions">
          <button class="button quiet" type="submit">
            {say(texts.declineButton)}
          </button>
        </p>
      </Form>
    </details>
  )
}

const faultTexts = {
  reason: { missing: texts.reasonMissing, 'too-long': texts.reasonLong, 'national-id': texts.nationalId },
  question: { missing: texts.questionMissing, 'too-long': texts.wordsLong, 'national-id': texts.nationalId },
  because: { missing: texts.becauseMissing },
  words: { missing: texts.wordsMissing, 'too-long': texts.wordsLong, 'national-id': texts.nationalId },
} as const

function useFault(field: keyof AnswerFaults, tried: AnswerForm | undefined): string | undefined {
  const { say } = usePage()
  const fault = tried?.faults[field]
  const sentences: Partial<Record<string, (typeof texts)['reasonMissing']>> = faultTexts[field]
  const sentence = fault && sentences[fault]
  return sentence && say(sentence)
}

/** The same for the summary above the page. */
export function useFaults(tried: AnswerForm | undefined): ErrorItem[] {
  const sentences = {
    reason: useFault('reason', tried),
    question: useFault('question', tried),
    because: useFault('because', tried),
    words: useFault('words', tried),
  }
  return Object.entries(sentences).flatMap(([field, text]) => (text === undefined ? [] : [{ href: `#${field}`, text }]))
}
