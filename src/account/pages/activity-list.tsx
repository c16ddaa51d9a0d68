import { DeskLink, usePage } from '../../web/index.ts'
import type { Activity, ActivityKind } from '../activity.ts'
import { texts } from '../texts.ts'

/** What has happened to the account lately, and the way to all of it. */
export function ActivityList({ activity }: { activity: readonly Activity[] }) {
  const { say } = usePage()
  if (activity.length === 0) return null
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">{say(texts.activity)}</h2>
      <Timeline activity={activity} />
      <p>
        <a href="/account/activity">{say(texts.allActivity)}</a>
      </p>
      <Unfamiliar />
    </section>
  )
}

/** Newest first, one sentence each. */
export function Timeline({ activity }: { activity: readonly Activity[] }) {
  const { time } = usePage()
  return (
    <ol class="timeline">
      {activity.map((line, index) => (
        <li key={index}>
          <time dateTime={line.at.toISOString()}>{time.moment(line.at)}</time> <Sentence {...line} />
        </li>
      ))}
    </ol>
  )
}

export function Unfamiliar() {
  const { say } = usePage()
  const change = <a href="/password-change">{say(texts.changeYours)}</a>
  return <p class="small">{say.rich(texts.unfamiliar, { change, desk: <DeskLink desk="usos" /> })}</p>
}

function Sentence({ what, times, service }: Activity) {
  const { say, language } = usePage()
  const plain = service ? say(texts.signedInTo, { service: service[language] }) : say(sentences[what])
  return <>{times > 1 ? say(texts.times, { what: plain, times }) : plain}</>
}

const sentences = {
  'signed-in': texts.signedIn,
  'sign-in-refused': texts.signInRefused,
  'refused-wrong-password': texts.refusedWrongPassword,
  'refused-waiting': texts.refusedWaiting,
  'refused-no-password': texts.refusedNoPassword,
  'refused-other-address': texts.refusedOtherAddress,
  'refused-disabled': texts.refusedDisabled,
  'refused-not-connected': texts.refusedNotConnected,
  'signed-out': texts.signedOut,
  'session-ended': texts.sessionEnded,
  'session-end-refused': texts.sessionEndRefused,
  'link-requested': texts.linkRequested,
  'link-held': texts.linkHeld,
  'question-wrong': texts.questionWrong,
  'password-set': texts.passwordSetByLink,
  'password-set-by-code': texts.passwordSetByCode,
  'password-changed': texts.passwordChanged,
  'password-change-refused': texts.passwordChangeRefused,
  'code-refused': texts.codeRefused,
  'language-chosen': texts.languageChosen,
  'data-downloaded': texts.dataDownloaded,
  'data-download-refused': texts.dataRefused,
  'consent-given': texts.consentGiven,
  'consent-withdrawn': texts.consentWithdrawn,
  'help-requested': texts.helpRequested,
  'help-answered': texts.helpAnswered,
  'desk-sent-link': texts.deskSentLink,
  'desk-issued-code': texts.deskIssuedCode,
  'desk-reopened-question': texts.deskReopenedQuestion,
  'desk-connected': texts.deskConnected,
  'desk-assigned-address': texts.deskAssignedAddress,
  'desk-confirmed-address': texts.deskConfirmedAddress,
  'desk-disabled': texts.deskDisabled,
  'desk-enabled': texts.deskEnabled,
  'desk-ended-session': texts.deskEndedSession,
  'desk-ended-sessions': texts.deskEndedSessions,
  'desk-took-password-away': texts.deskTookPasswordAway,
  'role-granted': texts.roleGranted,
  'role-revoked': texts.roleRevoked,
  'second-factor-set-up': texts.secondFactorSetUp,
  'second-factor-removed': texts.secondFactorRemoved,
  'second-factor-proved': texts.secondFactorProved,
  'second-factor-refused': texts.secondFactorRefused,
  'recovery-codes-renewed': texts.recoveryCodesRenewed,
  'second-factor-change-refused': texts.secondFactorChangeRefused,
  'second-factor-wrong': texts.secondFactorWrong,
} as const satisfies Record<ActivityKind, unknown>
