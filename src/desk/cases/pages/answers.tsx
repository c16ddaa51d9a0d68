import type { Case, Comparison } from '../../../cases/index.ts'
import { deskAnswer } from '../../../people/index.ts'
import { Choice, type ErrorItem, Form, TextArea, usePage } from '../../../web/index.ts'
import type { QueryFault } from '../../people/query.ts'
import { texts as peopleTexts } from '../../people/texts.ts'
import { withoutNationalId } from '../../reason.ts'
import { texts as deskTexts } from '../../texts.ts'
import type { AnswerFaults } from '../answer-tasks.ts'
import { answerSuggested, type Hindrance, type RegistryAnswer } from '../answers.ts'
import { type DeclineReason, declineReasons, LONGEST_WORDS } from '../decline.ts'
import type { CaseReading } from '../tasks.ts'
import { declineLabels, texts } from '../texts.ts'
import { useAnswerWords } from './answer-words.ts'

/** Why an answer was refused, or a search. */
export interface FormFaults extends AnswerFaults {
  readonly find?: QueryFault
}

/** The form as it was sent, and what was wrong with it. */
export interface AnswerForm {
  /** Undefined where the form had no such field. */
  readonly reason?: string | undefined
  readonly question: string
  readonly because: string
  readonly words: string
  /** What somebody else was searched for by. */
  readonly find?: string
  readonly faults: FormFaults
}

interface AnswersProps {
  reading: CaseReading
  tried: AnswerForm | undefined
  addressHold: number
}

/** The id of the form of all answers. Whoever takes the case sends it too, so that no word written so far is lost (decision 262). */
export const ANSWERS = 'answers'

/**
 * Every answer the desk can give; the suggested one is filled, the others are quiet. One form: its fields are checked by the
 * server alone, since a browser would want a question from whoever connects.
 */
export function Answers(props: AnswersProps) {
  const { say } = usePage()
  const { case: it, comparison, hindrance } = props.reading
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{say(texts.answer)}</h2>
      {hindrance ? (
        <>
          <p>{say(hindranceTexts[hindrance])}</p>
          {hasAnswerForm(props.reading) && <Kept {...props} />}
        </>
      ) : (
        <Form id={ANSWERS} action={`/desk/cases/${it.kind}/${it.id}/take`} novalidate>
          <EnterAnswersNothing it={it} />
          <input type="hidden" name="person" value={comparison.person?.id ?? ''} />
          <input type="hidden" name="owner" value={it.owner ?? ''} />
          <input type="hidden" name="seen" value={String(it.askedTimes)} />
          <InRegistry {...props} />
          <Ask {...props} />
          <Decline {...props} />
          <p class="small">{say(texts.personTold)}</p>
        </Form>
      )}
    </section>
  )
}

/** Whether a form of the answers stands on the page; beside somebody chosen by hand whom one may not answer it only keeps its words. */
export function hasAnswerForm({ case: it, hindrance, isChosen }: CaseReading): boolean {
  if (it.state === 'closed' || hindrance === 'only-looking') return false
  return hindrance === undefined || isChosen
}

/** What is written so far goes along to whoever is compared next: it is no answer here, and not lost either (decision 262). */
function Kept({ reading: { case: it, search }, tried }: AnswersProps) {
  const { reason, question = '', because = '', words = '' } = tried ?? {}
  const written = { ...(reason !== undefined && { reason }), question, because, words, find: search?.typed ?? '' }
  return (
    <Form id={ANSWERS} action={`/desk/cases/${it.id}/compare`}>
      {Object.entries(written).map(([name, text]) => (
        <input key={name} type="hidden" name={name} value={withoutNationalId(text)} />
      ))}
    </Form>
  )
}

/**
 * Enter, in the search or at a choice, presses the first button of a form: without this one it would connect somebody, and one
 * that declines would send a refusal to whoever meant the search.
 */
function EnterAnswersNothing({ it }: { it: Case }) {
  return <button class="enter" type="submit" formaction={`/desk/cases/${it.id}/enter`} tabindex={-1} />
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
  if (!person || answers.length === 0) return <NothingInRegistry reading={reading} />
  const moves = answers.some((answer) => answer === 'assign' || answer === 'connect-and-assign')
  // The reason stands in the audit, so it claims no more than what the tags above it say.
  const agreed = suggested !== undefined && !reading.isChosen && allAgrees(it.kind, comparison)
  const [agrees, compared] = [say(texts.reasonAgrees, { number: it.id }), say(texts.reasonCompared, { number: it.id })]
  const prepared = agreed ? agrees : compared
  const reason = tried?.reason ?? prepared
  return (
    <>
      {suggestion === 'ask-back' && <p>{say(texts.suggestAskBack)}</p>}
      {moves && addressHold > 0 && person.assignedAddress !== undefined && (
        <p>{say(texts.assignNote, { time: time.lengthAfter(addressHold) })}</p>
      )}
      <TextArea
        id="reason"
        name="reason"
        label={say(texts.reason)}
        hint={say(texts.reasonHint)}
        error={error}
        value={[agrees, compared].includes(reason) ? prepared : withoutNationalId(reason)}
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
    </>
  )
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
  const question = withoutNationalId(tried?.question ?? '')
  return (
    <details open={isSuggested || error !== undefined || question !== ''}>
      <summary>{say(texts.ask)}</summary>
      <p>{say(texts.askLead, { address: it.address })}</p>
      <TextArea
        id="question"
        name="question"
        label={say(texts.question)}
        hint={say(texts.questionHint)}
        error={error}
        value={question}
        maxLength={LONGEST_WORDS}
        required
      />
      <p class="actions">
        <button
          class={isSuggested ? 'button' : 'button quiet'}
          type="submit"
          formaction={`/desk/cases/${it.kind}/${it.id}/ask-back`}
        >
          {say(texts.askButton)}
        </button>
      </p>
    </details>
  )
}

function Decline({ reading: { case: it }, tried }: AnswersProps) {
  const { say } = usePage()
  const becauseError = useFault('because', tried)
  const wordsError = useFault('words', tried)
  const because = tried?.because ?? ''
  const words = withoutNationalId(tried?.words ?? '')
  const reasons: readonly DeclineReason[] = declineReasons[it.kind]
  return (
    <details open={[becauseError, wordsError, because, words].some(Boolean)}>
      <summary>{say(texts.decline)}</summary>
      <p>{say(texts.declineLead, { address: it.address })}</p>
      <Choice
        id="because"
        name="because"
        legend={say(texts.declineWhy)}
        options={reasons.map((reason) => ({ value: reason, label: say(declineLabels[reason]) }))}
        value={because}
        error={becauseError}
        required
      />
      <TextArea
        id="words"
        name="words"
        label={say(texts.words)}
        hint={say(texts.wordsHint)}
        error={wordsError}
        value={words}
        maxLength={LONGEST_WORDS}
      />
      <p class="actions">
        <button class="button quiet" type="submit" formaction={`/desk/cases/${it.kind}/${it.id}/decline`}>
          {say(texts.declineButton)}
        </button>
      </p>
    </details>
  )
}

const faultTexts = {
  reason: { missing: texts.reasonMissing, 'too-long': texts.reasonLong, 'national-id': deskTexts.nationalIdDotted },
  question: { missing: texts.questionMissing, 'too-long': texts.wordsLong, 'national-id': deskTexts.nationalIdDotted },
  because: { missing: texts.becauseMissing },
  words: { missing: texts.wordsMissing, 'too-long': texts.wordsLong, 'national-id': deskTexts.nationalIdDotted },
  find: { missing: texts.findMissing, 'too-short': peopleTexts.typeMore, 'national-id': peopleTexts.noPesel },
} as const

export function useFault(field: keyof FormFaults, tried: AnswerForm | undefined): string | undefined {
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
    find: useFault('find', tried),
  }
  return Object.entries(sentences).flatMap(([field, text]) => (text === undefined ? [] : [{ href: `#${field}`, text }]))
}
