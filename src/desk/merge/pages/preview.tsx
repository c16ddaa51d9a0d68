import type { ComponentChildren } from 'preact'
import { displayName, type Person } from '../../../people/index.ts'
import { ErrorSummary, Form, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { type ReasonFault, withoutNationalId } from '../../reason.ts'
import { roleTexts } from '../../texts.ts'
import { UNDO_DAYS } from '../obstacle.ts'
import type { Preview } from '../tasks.ts'
import { obstacleTexts, reasonTexts, texts } from '../texts.ts'

interface PreviewPageProps {
  staff: Pick<Staff, 'person'>
  preview: Preview
  refused?: { because: ReasonFault; reason: string } | undefined
  notPossible?: boolean | undefined
}

/** Both records side by side, and what comes of them: nothing has changed yet. */
export function PreviewPage({ staff, preview, refused, notPossible }: PreviewPageProps) {
  const { say } = usePage()
  const { kept, gone, obstacle } = preview
  const error = refused && say(reasonTexts[refused.because])
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="people" error={error !== undefined || notPossible}>
      {(error !== undefined || notPossible) && (
        <ErrorSummary
          title={say(texts.notMerged)}
          items={error === undefined ? [] : [{ href: '#reason', text: error }]}
        >
          {notPossible && <p>{say(texts.notPossible)}</p>}
        </ErrorSummary>
      )}
      <hgroup>
        <p>
          <a href={`/desk/people/${kept.person.id}`}>{say(texts.back)}</a>
        </p>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead, { days: UNDO_DAYS })}</p>
      </hgroup>
      <Sides preview={preview} />
      <p>
        <a href={`/desk/people/${gone.person.id}/merge?other=${kept.person.id}`}>{say(texts.swap)}</a>
      </p>
      {obstacle ? (
        <p role="status">{say(obstacleTexts[obstacle])}</p>
      ) : (
        <Form action={`/desk/people/${kept.person.id}/merge`}>
          <p>{say(texts.follows)}</p>
          <input type="hidden" name="other" value={gone.person.id} />
          <TextArea
            id="reason"
            name="reason"
            label={say(texts.reason)}
            hint={say(texts.reasonHint)}
            error={error}
            value={withoutNationalId(refused?.reason ?? '')}
            rows={2}
            maxLength={500}
            autocomplete="off"
            required
          />
          <p class="actions">
            <button class="button" type="submit">
              {say(texts.merge)}
            </button>
          </p>
        </Form>
      )}
    </DeskPage>
  )
}

function Sides({ preview: { kept, gone, merged } }: { preview: Preview }) {
  const { say, language } = usePage()
  const [one, other] = [kept.person, gone.person]
  const both = { ...one, ...merged }
  const rows: readonly (readonly [string, ComponentChildren, ComponentChildren, ComponentChildren])[] = [
    [say(texts.name), displayName(one), displayName(other), displayName(one)],
    [say(texts.usosId), one.usosId, other.usosId, <UsosIds key="ids" kept={one.usosId} gone={other.usosId} />],
    [say(texts.albumNumber), one.albumNumber, other.albumNumber, merged.albumNumber],
    [say(texts.assigned), one.assignedAddress, other.assignedAddress, <b key="login">{merged.assignedAddress}</b>],
    [say(texts.others), listOf(one.otherAddresses), listOf(other.otherAddresses), listOf(merged.otherAddresses)],
    [say(texts.studies), programmes(kept), programmes(gone), programmes(merged)],
    [say(texts.status), statuses(one), statuses(other), statuses(both)],
    [say(texts.connection), yesNo(one.connected), yesNo(other.connected), yesNo(merged.connected)],
    [say(texts.account), account(one), account(other), account(both)],
    [say(texts.roles), roles(one), roles(other), roles(both)],
    [say(texts.password), hasPassword(one), hasPassword(other), say(passwordTexts[merged.password])],
    [say(texts.factor), hasFactor(kept), hasFactor(gone), factorAfter()],
    [say(texts.answer), hasAnswer(one), hasAnswer(other), say(answerTexts[merged.answer])],
    [say(texts.sessions), kept.sessions, gone.sessions, say(texts.sessionsAfter)],
    [say(texts.consents), kept.consents, gone.consents, say(texts.both)],
    [say(texts.cases), kept.cases, gone.cases, kept.cases + gone.cases],
  ]
  return (
    <section class="scroll" aria-label={say(texts.title)} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say(texts.fact)}</th>
            <th scope="col">{say(texts.kept)}</th>
            <th scope="col">{say(texts.gone)}</th>
            <th scope="col">{say(texts.together)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([fact, ...cells]) => (
            <tr key={fact}>
              <th scope="row">{fact}</th>
              {cells.map((cell, index) => (
                <td key={index}>{cell ?? say(texts.none)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )

  function yesNo(value: boolean) {
    return say(value ? texts.yes : texts.no)
  }
  function listOf(values: readonly string[]) {
    return values.length === 0 ? undefined : values.join(', ')
  }
  function programmes({ studies }: Pick<Preview['kept'], 'studies'>) {
    return listOf(studies.map(({ name }) => name[language]))
  }
  function statuses(person: Pick<Person, 'studentStatus' | 'phdStudentStatus' | 'staffStatus'>) {
    return listOf([
      ...(person.studentStatus === undefined ? [] : [say(texts.studentStatus, { status: person.studentStatus })]),
      ...(person.phdStudentStatus === undefined ? [] : [say(texts.phdStatus, { status: person.phdStudentStatus })]),
      say(texts.staffStatus, { status: person.staffStatus }),
    ])
  }
  function account(person: Pick<Person, 'disabledAt' | 'closedAt'>) {
    if (person.closedAt) return say(texts.closed)
    return say(person.disabledAt ? texts.disabled : texts.open)
  }
  function roles(person: Pick<Person, 'roles'>) {
    return listOf(person.roles.map((role) => say(roleTexts[role])))
  }
  function hasPassword(person: Pick<Person, 'hasPassword'>) {
    return say(person.hasPassword ? texts.passwordSet : texts.none)
  }
  function hasFactor({ factor }: Pick<Preview['kept'], 'factor'>) {
    return factor ? say(texts.factorSet) : undefined
  }
  function factorAfter() {
    if (kept.factor) return say(texts.factorKept)
    return gone.factor ? say(texts.factorLost) : undefined
  }
  function hasAnswer(person: Pick<Person, 'proofKind'>) {
    return yesNo(person.proofKind !== 'none')
  }
}

function UsosIds({ kept, gone }: { kept: string | undefined; gone: string | undefined }) {
  const { say } = usePage()
  if (kept !== undefined && gone !== undefined) return <>{say(texts.usosIds, { kept, gone })}</>
  return <>{kept ?? gone ?? say(texts.none)}</>
}

const passwordTexts = { kept: texts.passwordKept, gone: texts.passwordGone, none: texts.none } as const
const answerTexts = { kept: texts.answerKept, lost: texts.answerLost, none: texts.none } as const
