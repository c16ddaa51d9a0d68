import type { ComponentChildren } from 'preact'
import type { Person } from '../../../people/index.ts'
import { usePage } from '../../../web/index.ts'
import { whyTexts } from '../../letters/texts.ts'
import { whyOf } from '../../letters/why.ts'
import { type Check, type CheckState, checklist, leadOf, type SignInFacts } from '../facts.ts'
import { alsoTexts, causeTexts, checkTexts, leadTexts, texts } from '../texts.ts'

/** Why can this person not sign in? One sentence, and everything a sign-in needs in the order in which it is needed. */
export function Obstacles({ facts }: { facts: SignInFacts }) {
  const { say } = usePage()
  return (
    <section aria-labelledby="blocks">
      <h2 id="blocks">{say(texts.blocks)}</h2>
      <LeadSentence facts={facts} />
      <ol class="rules">
        {checklist(facts).map((check, index) => (
          <li key={`${check.what} ${index}`} data-is={check.is}>
            <span class="hidden">{say(stateWords[check.is])}</span>
            <CheckLine check={check} facts={facts} />
          </li>
        ))}
      </ol>
    </section>
  )
}

const stateWords = {
  met: texts.inOrder,
  broken: texts.isBlocking,
  open: texts.comesAfter,
  later: texts.worthKnowing,
} as const satisfies Record<CheckState, unknown>

function LeadSentence({ facts }: { facts: SignInFacts }) {
  const { say, time } = usePage()
  const { because, since, until, also, alsoUntil } = leadOf(facts)
  const address = <b>{facts.person.assignedAddress}</b>
  return (
    <p class="lead">
      {say.rich(leadTexts[because], {
        b: <b>{say(causeTexts[because])}</b>,
        address,
        since: since && time.moment(since),
        until: until && time.hour(until),
      })}
      {also && ' '}
      {also && say.rich(alsoTexts[also], { until: alsoUntil && time.moment(alsoUntil) })}
    </p>
  )
}

function CheckLine({ check, facts }: { check: Check; facts: SignInFacts }): ComponentChildren {
  const { say, time } = usePage()
  const { person } = facts
  switch (check.what) {
    case 'registry':
      if (check.because === 'closed') return <Closed {...person} />
      return say(check.because === 'active' ? checkTexts.active : checkTexts.notActive)
    case 'missing':
      return say(checkTexts.missing, { day: time.day(check.since) })
    case 'valid-until':
      return say(checkTexts.validUntil, { day: time.day(check.until) })
    case 'disabled':
      return say(checkTexts.disabled, { moment: time.moment(check.at) })
    case 'address':
      return check.address === undefined
        ? say(checkTexts.noAddress)
        : say(checkTexts.address, { address: check.address })
    case 'held':
      return say(checkTexts.held, { moment: time.moment(check.until) })
    case 'mailbox-rests': {
      const { since, status } = check.rest
      return say(checkTexts.mailboxRests, { since: time.day(since), why: say(whyTexts[whyOf(status ?? '')]) })
    }
    case 'connected':
      return check.byDeskAt
        ? say(checkTexts.connectedByDesk, { day: time.day(check.byDeskAt) })
        : say(checkTexts.connected)
    case 'password': {
      if (!check.setAt) return say(checkTexts.password)
      const moment = time.moment(check.setAt)
      return say(check.mustChange ? checkTexts.mustChange : checkTexts.passwordSince, { moment })
    }
    case 'password-taken':
      return say(checkTexts.passwordTaken, { moment: time.moment(check.at) })
    case 'question':
      return <QuestionLine closed={check.closed} facts={facts} />
    case 'lane':
      return <LaneLine lane={check.lane} />
    case 'link':
      return say(checkTexts.link, { address: check.address, moment: time.moment(check.until) })
    case 'code':
      return say(checkTexts.code, { moment: time.moment(check.until) })
  }
}

function Closed({ closedAt, closedBecause }: Person) {
  const { say, time } = usePage()
  const day = closedAt ? time.day(closedAt) : ''
  const why = say(closedBecause === undefined ? checkTexts.unsaid : closedTexts[closedBecause], { day })
  return <>{say(checkTexts.closed, { why })}</>
}

const closedTexts = {
  left: checkTexts.left,
  missing: checkTexts.absent,
  'valid-until': checkTexts.ended,
  merged: checkTexts.merged,
} as const satisfies Record<NonNullable<Person['closedBecause']>, unknown>

function QuestionLine({
  closed,
  facts,
}: {
  closed: Extract<Check, { what: 'question' }>['closed']
  facts: SignInFacts
}) {
  const { say } = usePage()
  if (closed === 'no-proof') return <>{say(checkTexts.noProof)}</>
  const kind = say(checkTexts[facts.person.proofKind])
  if (closed === 'budget-spent') return <>{say(checkTexts.questionSpent, { kind })}</>
  const { answersLeft: left } = facts.question
  return <>{left === 1 ? say(checkTexts.questionOne, { kind }) : say(checkTexts.question, { kind, left })}</>
}

function LaneLine({ lane: { failures, waits, knownBrowser } }: { lane: Extract<Check, { what: 'lane' }>['lane'] }) {
  const { say, time } = usePage()
  const sentence =
    waits === undefined
      ? say(checkTexts.lane, { failures })
      : waits === 'new-password'
        ? say(checkTexts.laneClosed, { failures })
        : say(checkTexts.laneWaits, { failures, moment: time.moment(waits) })
  return <>{knownBrowser ? say(checkTexts.ownBrowser, { lane: sentence }) : sentence}</>
}
