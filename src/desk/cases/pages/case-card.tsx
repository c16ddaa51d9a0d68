import { Form, usePage } from '../../../web/index.ts'
import type { QueueCase } from '../tasks.ts'
import { texts } from '../texts.ts'
import { useAnswerWords } from './answer-words.ts'
import { caseName } from './case-name.ts'
import { CaseRules } from './case-rules.tsx'
import { DeansOffices } from './deans-offices.tsx'

/** One case of the queue. The filled button is there when nothing is left to compare, and carries out the answer at once. */
export function CaseCard({ queued }: { queued: QueueCase }) {
  const { say, time, now } = usePage()
  const { case: it, comparison, owner, isLate } = queued
  const waited = now.getTime() - it.openedAt.getTime()
  const waiting = <time dateTime={`PT${Math.max(0, Math.round(waited / 60_000))}M`}>{time.elapsedAfter(waited)}</time>
  return (
    <article class="case" aria-labelledby={it.id}>
      <header>
        <h3 id={it.id}>
          <a href={`/desk/cases/${it.id}`}>{caseName(it, comparison.person)}</a>
        </h3>
        <p class="small">
          {it.id} · {say.rich(texts.waitingFor, { time: waiting })}
          {owner !== undefined && ` · ${say(texts.ownedBy, { name: owner })}`}{' '}
          {isLate && <span class="tag bad">{say(texts.late)}</span>}
          {it.state === 'asked-back' && <span class="tag wait">{say(texts.waitsForPerson)}</span>}
        </p>
      </header>
      <Asked queued={queued} />
      <CaseRules {...queued} />
      {it.kind === 'student' && <DeansOffices faculties={queued.faculties} />}
      <Actions queued={queued} />
    </article>
  )
}

function Asked({ queued: { case: it } }: { queued: QueueCase }) {
  const { say } = usePage()
  if (it.kind === 'teacher') {
    return (
      <p>
        {say(texts.askedTeacher)} {it.note !== '' && say(texts.note, { note: shortened(it.note) })}
      </p>
    )
  }
  const given = (text: string) => (text === '' ? say(texts.nothingGiven) : text)
  return <p>{say(texts.askedStudent, { field: given(it.fieldOfStudy), album: given(it.albumNumber) })}</p>
}

function shortened(note: string) {
  const letters = [...note.replace(/\s+/g, ' ')]
  return letters.length > 160 ? `${letters.slice(0, 160).join('')}…` : letters.join('')
}

function Actions({ queued: { case: it, comparison, answer, withColleague } }: { queued: QueueCase }) {
  const { say } = usePage()
  const { person } = comparison
  const wordsFor = useAnswerWords(it.address, person)
  const name = caseName(it, person)
  if (answer === undefined || !person) {
    return (
      <p class="actions">
        <a class="button quiet" href={`/desk/cases/${it.id}`}>
          {say(withColleague ? texts.lookCloser : texts.compare)}
          <span class="hidden">{say(withColleague ? texts.lookCloserAt : texts.compareWhose, { name })}</span>
        </a>
      </p>
    )
  }
  return (
    <Form action={`/desk/cases/${it.kind}/${it.id}/${answer}`}>
      <input type="hidden" name="person" value={person.id} />
      <input type="hidden" name="seen" value={String(it.askedTimes)} />
      <input type="hidden" name="owner" value={it.owner ?? ''} />
      <input type="hidden" name="reason" value={say(texts.reasonAgrees, { number: it.id })} />
      <p class="actions">
        <button class="button" type="submit">
          {wordsFor(answer)}
          <span class="hidden">{say(texts.forWhom, { name })}</span>
        </button>{' '}
        <a href={`/desk/cases/${it.id}`}>
          {say(texts.lookCloser)}
          <span class="hidden">{say(texts.lookCloserAt, { name })}</span>
        </a>
      </p>
    </Form>
  )
}
