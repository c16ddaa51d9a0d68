import type { CaseAnswer } from '../../../database/index.ts'
import { Field, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { holdsNationalId } from '../../reason.ts'
import { type CaseMoment, timelineOf } from '../case-timeline.ts'
import type { CaseReading } from '../tasks.ts'
import { texts } from '../texts.ts'
import { ANSWERS, type AnswerForm, useFault } from './answers.tsx'
import { PeopleToChoose } from './person-in-registry.tsx'

/** Beside a case: who deals with it, somebody else to compare with, and what has happened so far. */
export function CaseSide({
  staff,
  reading,
  tried,
}: {
  staff: Staff
  reading: CaseReading
  tried: AnswerForm | undefined
}) {
  const isOpen = reading.case.state !== 'closed'
  return (
    <div>
      {isOpen && <Owner staff={staff} reading={reading} />}
      {isOpen && reading.hindrance === undefined && <Attach reading={reading} tried={tried} />}
      <Timeline reading={reading} />
    </div>
  )
}

function Owner({ staff, reading: { case: it, names, hindrance } }: { staff: Staff; reading: CaseReading }) {
  const { say, time } = usePage()
  const isMine = it.owner === staff.person.id
  const since = it.takenAt ? time.moment(it.takenAt) : ''
  const name = (it.owner && names.get(it.owner)) ?? say(texts.somebody)
  const colleague = it.owner === undefined ? say(texts.nobodyYet) : say(texts.colleague, { name, moment: since })
  return (
    <section aria-labelledby="owner">
      <h2 id="owner">{say(texts.owner)}</h2>
      <p>{isMine ? say(texts.you, { moment: since }) : colleague}</p>
      {hindrance === undefined && (
        <p class="actions">
          <button
            class="button quiet"
            type="submit"
            form={ANSWERS}
            formaction={`/desk/cases/${it.kind}/${it.id}/${isMine ? 'give-back' : 'take'}`}
          >
            {say(isMine ? texts.giveBack : it.owner === undefined ? texts.take : texts.takeOver)}
          </button>
        </p>
      )}
    </section>
  )
}

/** Somebody else may be meant: the number was mistyped, or the address is new to the registry. The search is sent with the answers, which come back with it. */
function Attach({ reading, tried }: { reading: CaseReading; tried: AnswerForm | undefined }) {
  const { say } = usePage()
  const error = useFault('find', tried)
  const { case: it, search } = reading
  return (
    <search aria-labelledby="attach">
      <h2 id="attach">{say(texts.attach)}</h2>
      <Field
        id="find"
        name="find"
        form={ANSWERS}
        type="search"
        label={say(texts.findLabel)}
        hint={say(texts.attachLead)}
        error={error}
        value={search?.typed ?? searchable(tried?.find)}
        maxLength={200}
        autocomplete="off"
      />
      <p class="actions">
        <button class="button quiet" type="submit" form={ANSWERS} formaction={`/desk/cases/${it.id}/find`}>
          {say(texts.findButton)}
        </button>
      </p>
      {search && (
        <>
          <p role="status">
            {search.people.length === 0 ? say(texts.attachNobody) : search.more && say(texts.attachMore)}
          </p>
          {search.people.length > 0 && <PeopleToChoose reading={reading} people={search.people} />}
        </>
      )}
    </search>
  )
}

/** A PESEL is not shown again (req 92). */
function searchable(find = '') {
  return holdsNationalId(find) ? undefined : find
}

function Timeline({ reading }: { reading: CaseReading }) {
  const { say, time } = usePage()
  const { case: it, names } = reading
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{say(texts.timeline)}</h2>
      <ol class="timeline">
        {timelineOf(it).map((moment) => (
          <li key={`${moment.at.toISOString()} ${moment.what}`}>
            <time dateTime={moment.at.toISOString()}>{time.moment(moment.at)}</time>{' '}
            <Sentence moment={moment} names={names} />
            {moment.what === 'closed' && it.reason !== undefined && it.reason !== '' && (
              <p class="small">{say(texts.reasonGiven, { reason: it.reason })}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Sentence({ moment, names }: { moment: CaseMoment; names: ReadonlyMap<string, string> }) {
  const { say } = usePage()
  const name = 'by' in moment ? (names.get(moment.by) ?? say(texts.somebody)) : ''
  switch (moment.what) {
    case 'opened':
      return <>{say(texts.opened)}</>
    case 'joined':
      return <>{say(texts.joined, { times: moment.times })}</>
    case 'taken':
      return <>{say(texts.taken, { name })}</>
    case 'asked-back':
      return <>{say(texts.askedBack, { name })}</>
    case 'replied':
      return <>{say(texts.replied)}</>
    case 'closed':
      return <>{say(closedTexts[moment.answer], { name })}</>
  }
}

const closedTexts = {
  connected: texts.closedConnected,
  'address-assigned': texts.closedAssigned,
  'link-sent': texts.closedLink,
  declined: texts.closedDeclined,
  'resolved-itself': texts.closedItself,
} as const satisfies Record<CaseAnswer, unknown>
