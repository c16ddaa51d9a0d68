import { displayName } from '../../../people/index.ts'
import { ErrorSummary, Form, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { mayAct, mayActOn, permissions } from '../../permissions.ts'
import { type ReasonFault, withoutNationalId } from '../../reason.ts'
import { texts as deskTexts, roleTexts } from '../../texts.ts'
import { standingOf } from '../letter.ts'
import type { LetterView } from '../tasks.ts'
import { texts, whyTexts } from '../texts.ts'
import { codesOf, whyOf } from '../why.ts'
import { StandingTag, useStandingSentences } from './standing.tsx'

interface LetterPageProps {
  staff: Pick<Staff, 'person'>
  view: LetterView
  done?: 'again' | 'woken' | 'nothing' | undefined
  refused?: RefusedStep | undefined
}

/** What was asked for in vain, why, and the reason as it was sent. */
export interface RefusedStep {
  readonly step: 'again' | 'wake'
  readonly fault: ReasonFault
  readonly reason: string
}

/** One letter: where it stands and why, and what can be done about it. */
export function LetterPage({ staff, view, done, refused }: LetterPageProps) {
  const { say } = usePage()
  const { letter } = view
  const sentences = useStandingSentences(letter)
  return (
    <DeskPage title={letter.subject} staff={staff} here="letters" error={refused !== undefined}>
      {refused && (
        <ErrorSummary
          title={say(texts.notSaved)}
          items={[{ href: `#${refused.step}-reason`, text: say(faultTexts[refused.fault]) }]}
        />
      )}
      <hgroup>
        <p>
          <a href="/desk/letters">{say(texts.title)}</a>
        </p>
        <h1 lang={letter.language}>{letter.subject}</h1>
        <p>
          <StandingTag letter={letter} /> {sentences.join(' ')}
        </p>
      </hgroup>
      {done && <p role="status">{say(doneTexts[done])}</p>}
      <Facts view={view} />
      <Resting staff={staff} view={view} refused={refused?.step === 'wake' ? refused : undefined} />
      <Again staff={staff} view={view} refused={refused?.step === 'again' ? refused : undefined} />
    </DeskPage>
  )
}

export function NoLetterPage({ staff }: Pick<LetterPageProps, 'staff'>) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.none)} staff={staff} here="letters">
      <hgroup>
        <h1>{say(texts.none)}</h1>
        <p>{say(texts.noneLead)}</p>
      </hgroup>
      <p class="actions">
        <a class="button" href="/desk/letters">
          {say(texts.title)}
        </a>
      </p>
    </DeskPage>
  )
}

const doneTexts = { again: texts.doneAgain, woken: texts.doneWoken, nothing: texts.doneNothing } as const
const faultTexts = {
  missing: texts.reasonMissing,
  'too-long': texts.reasonTooLong,
  'national-id': deskTexts.nationalIdDotted,
} as const satisfies Record<ReasonFault, unknown>

function Facts({ view: { letter, person } }: { view: LetterView }) {
  const { say, time } = usePage()
  const codes = codesOf(letter)
  return (
    <dl class="facts">
      <dt>{say(texts.recipient)}</dt>
      <dd>{letter.recipient}</dd>
      {person && (
        <>
          <dt>{say(texts.person)}</dt>
          <dd>
            <a href={`/desk/people/${person.id}`}>{displayName(person)}</a>
          </dd>
        </>
      )}
      <dt>{say(texts.written)}</dt>
      <dd>{time.moment(letter.at)}</dd>
      <dt>{say(texts.tries)}</dt>
      <dd>{letter.attempts}</dd>
      {standingOf(letter) === 'delayed' && (
        <>
          <dt>{say(texts.nextTry)}</dt>
          <dd>{time.moment(letter.nextAttemptAt)}</dd>
        </>
      )}
      {letter.finishedAt && (
        <>
          <dt>{say(texts.ended)}</dt>
          <dd>{time.moment(letter.finishedAt)}</dd>
        </>
      )}
      {letter.bouncedAt && (
        <>
          <dt>{say(texts.reported)}</dt>
          <dd>{time.moment(letter.bouncedAt)}</dd>
        </>
      )}
      {codes !== undefined && codes !== '' && (
        <>
          <dt>{say(texts.code)}</dt>
          <dd>
            <code>{codes}</code>
          </dd>
        </>
      )}
      {letter.againOf !== undefined && (
        <>
          <dt>{say(texts.repeats)}</dt>
          <dd>
            <a href={`/desk/letters/${letter.againOf}`}>{say(texts.earlier)}</a>
          </dd>
        </>
      )}
    </dl>
  )
}

interface PartProps extends Pick<LetterPageProps, 'staff' | 'view'> {
  refused: RefusedStep | undefined
}

/** The address is left alone, why, and until when; whoever may ends it here. */
function Resting({ staff, view: { letter, person, rest }, refused }: PartProps) {
  const { say, time } = usePage()
  if (!rest) return null
  const may = person ? mayActOn(staff.person, person, 'wake-mailbox') : mayAct(staff.person.roles, 'wake-mailbox')
  return (
    <section aria-labelledby="rest">
      <h2 id="rest">{say(texts.restTitle)}</h2>
      <p>{say(texts.rest, { until: time.moment(rest.until), why: say(whyTexts[whyOf(rest.status ?? '')]) })}</p>
      {may && (
        <ReasonForm id="wake" action={`/desk/letters/${letter.id}/wake`} button={say(texts.wake)} refused={refused} />
      )}
    </section>
  )
}

/** What is kept nowhere cannot be sent a second time: the page says what comes instead. */
function Again({ staff, view: { letter, person, again }, refused }: PartProps) {
  const { say } = usePage()
  const act = again === 'fresh-link' ? 'send-link' : 'send-letter-again'
  const may = person !== undefined && mayActOn(staff.person, person, act)
  return (
    <section aria-labelledby="again">
      <h2 id="again">{say(texts.againTitle)}</h2>
      <p>{say(againTexts[again])}</p>
      {again === 'fresh-link' && may && (
        <ReasonForm
          id="again"
          action={`/desk/people/${person.id}/send-link`}
          button={say(texts.sendLink)}
          refused={undefined}
        />
      )}
      {again === 'write-anew' && may && (
        <ReasonForm
          id="again"
          action={`/desk/letters/${letter.id}/again`}
          button={say(texts.again)}
          refused={refused}
        />
      )}
      {(again === 'fresh-link' || again === 'write-anew') && !may && (
        <p>{say(texts.notForRole, { roles: permissions[act].map((role) => say(roleTexts[role])).join(', ') })}</p>
      )}
    </section>
  )
}

const againTexts = {
  'on-its-way': texts.onItsWay,
  'address-rests': texts.restsFirst,
  'fresh-link': texts.againLink,
  'write-anew': texts.againNotice,
  never: texts.cannotAgain,
} as const satisfies Record<LetterView['again'], unknown>

interface ReasonFormProps {
  id: string
  action: string
  button: string
  refused: RefusedStep | undefined
}

function ReasonForm({ id, action, button, refused }: ReasonFormProps) {
  const { say } = usePage()
  return (
    <Form action={action}>
      <TextArea
        id={`${id}-reason`}
        name="reason"
        label={say(texts.reason)}
        hint={say(texts.reasonHint)}
        error={refused && say(faultTexts[refused.fault])}
        value={withoutNationalId(refused?.reason ?? '')}
        rows={2}
        maxLength={500}
        autocomplete="off"
        required
      />
      <p class="actions">
        <button class="button quiet" type="submit">
          {button}
        </button>
      </p>
    </Form>
  )
}
