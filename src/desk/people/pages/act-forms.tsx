import type { ComponentChildren } from 'preact'
import type { Case } from '../../../cases/index.ts'
import type { PersonId } from '../../../database/index.ts'
import { Choice, Field, Form, Select, TextArea, usePage } from '../../../web/index.ts'
import { withoutNationalId } from '../../reason.ts'
import { roleTexts } from '../../texts.ts'
import { type ActForm, type Fault, knownAs } from '../act-form.ts'
import { NEW_ADDRESS } from '../address.ts'
import { answeredBy, type PersonAct } from '../helpful-acts.ts'
import type { ActChoice } from '../offer.ts'
import type { DeskSession } from '../person-view.ts'
import { actTexts, followsTexts, texts } from '../texts.ts'
import { useFaultSentences } from './faults.ts'

/** What follows from settings and is said beside the forms. */
export interface ActSurroundings {
  readonly spokenLifetime: number
  readonly printedLifetime: number
  readonly addressHold: number
  readonly mailDomains: readonly string[]
}

/** A form that was refused, as it was sent. */
export interface Tried {
  readonly act: PersonAct
  readonly form: ActForm
  readonly faults: readonly Fault[]
}

interface ActFormsProps {
  person: { readonly id: string; readonly otherAddresses: readonly string[] }
  sessions: readonly DeskSession[]
  choice: ActChoice
  tried: Tried | undefined
  around: ActSurroundings
  /** Open cases of the person that colleagues have taken, and the names of those. */
  taken: readonly Case[]
  owners: ReadonlyMap<PersonId, string>
}

/** Only what helps now and what the role allows; the first act stands open, the others behind their names. */
export function ActForms({ person, sessions, choice, tried, around, taken, owners }: ActFormsProps) {
  const { say } = usePage()
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{say(texts.acts)}</h2>
      <WhyNot choice={choice} />
      {choice.acts.map((act, index) => {
        const own = tried?.act === act ? tried : undefined
        const main = index === 0 && !neverFirst.has(act)
        return (
          <details key={act} open={tried ? own !== undefined : main}>
            <summary>{say(actTexts[act])}</summary>
            <OneAct act={act} person={person} sessions={sessions} tried={own} around={around} main={main}>
              <WithColleagues act={act} taken={taken.filter(({ kind }) => kind === answeredBy[act])} owners={owners} />
            </OneAct>
          </details>
        )
      })}
      {choice.acts.length > 0 && <p class="small">{say(texts.personTold)}</p>}
    </section>
  )
}

/** They help nobody to sign in: where nothing else is offered, they still wait behind their names. */
const neverFirst: ReadonlySet<PersonAct> = new Set([
  'remove-second-factor',
  'end-session',
  'end-sessions',
  'take-password-away',
  'disable',
])

function WhyNot({ choice }: { choice: ActChoice }) {
  const { say } = usePage()
  const { why, elsewhere } = choice
  return (
    <>
      {why && <p>{say(whyTexts[why])}</p>}
      {elsewhere && (
        <p>
          {say(texts.anotherRole, {
            act: say(actTexts[elsewhere.act]),
            roles: elsewhere.roles.map((role) => say(roleTexts[role])).join(', '),
          })}
        </p>
      )}
    </>
  )
}

const whyTexts = {
  'own-account': texts.ownAccount,
  'works-at-the-desk': texts.worksAtTheDesk,
  'registry-only': texts.registryOnly,
  'only-looks': texts.nothingForRole,
  'needs-second': texts.needsSecond,
} as const satisfies Record<NonNullable<ActChoice['why']>, unknown>

/** The act answers cases that colleagues deal with: said before anybody presses, and sent along. */
function WithColleagues({ act, taken, owners }: Pick<ActFormsProps, 'taken' | 'owners'> & { act: PersonAct }) {
  const { say } = usePage()
  if (taken.length === 0) return null
  // Whoever is connected and gets no letter still waits for an answer.
  const sentence = act === 'connect' ? texts.closesCaseByLink : texts.closesCase
  return (
    <>
      {taken.map(({ id, owner }) => (
        <p key={id}>{say(sentence, { number: id, name: (owner && owners.get(owner)) ?? say(texts.colleague) })}</p>
      ))}
      <input type="hidden" name="colleagues" value={taken.map(knownAs).join(', ')} />
    </>
  )
}

interface OneActProps extends Pick<ActFormsProps, 'person' | 'sessions' | 'tried' | 'around'> {
  act: PersonAct
  main: boolean
  /** What else stands in the form, before its fields. */
  children: ComponentChildren
}

function OneAct({ act, person, sessions, tried, around, main, children }: OneActProps) {
  const { say } = usePage()
  const sentences = useFaultSentences(around.mailDomains)
  const errorOf = (field: Fault['field']) => {
    const fault = tried?.faults.find((each) => each.field === field)
    return fault && sentences(fault)
  }
  return (
    <Form action={`/desk/people/${person.id}/${act}`}>
      <p>{say(followsTexts[act])}</p>
      {children}
      {act === 'issue-code' && <CodeFields tried={tried} around={around} errorOf={errorOf} />}
      {act === 'assign-address' && <AddressFields person={person} tried={tried} around={around} errorOf={errorOf} />}
      {act === 'end-session' && <SessionField sessions={sessions} tried={tried} error={errorOf('session')} />}
      <TextArea
        id={`${act}-reason`}
        name="reason"
        label={say(texts.reason)}
        hint={say(texts.reasonHint)}
        error={errorOf('reason')}
        value={withoutNationalId(tried?.form.reason ?? '')}
        rows={2}
        maxLength={500}
        autocomplete="off"
        required
      />
      <p class="actions">
        <button class={main ? 'button' : 'button quiet'} type="submit">
          {say(actTexts[act])}
        </button>
      </p>
    </Form>
  )
}

interface FieldsProps extends Pick<OneActProps, 'tried' | 'around'> {
  errorOf: (field: Fault['field']) => ComponentChildren
}

function CodeFields({ tried, around, errorOf }: FieldsProps) {
  const { say, time } = usePage()
  return (
    <>
      <Select
        id="issue-code-proof"
        name="proof"
        label={say(texts.proof)}
        error={errorOf('proof')}
        value={tried?.form.proof ?? ''}
        options={[
          { value: '', label: say(texts.proofChoose) },
          { value: 'card', label: say(texts.proofCard) },
          { value: 'document', label: say(texts.proofDocument) },
          { value: 'known', label: say(texts.proofKnown) },
        ]}
        required
      />
      <Choice
        id="issue-code-handover"
        name="handover"
        legend={say(texts.handover)}
        error={errorOf('handover')}
        value={tried?.form.handover || 'spoken'}
        options={[
          { value: 'spoken', label: say(texts.handoverSpoken, { length: time.lengthAfter(around.spokenLifetime) }) },
          { value: 'printed', label: say(texts.handoverPrinted, { length: time.lengthAfter(around.printedLifetime) }) },
        ]}
        required
      />
    </>
  )
}

function AddressFields({ person, tried, around, errorOf }: FieldsProps & Pick<OneActProps, 'person'>) {
  const { say, time } = usePage()
  const { otherAddresses } = person
  const known = otherAddresses.length > 0
  const error = errorOf('address')
  return (
    <>
      {around.addressHold > 0 && <p>{say(texts.addressHold, { length: time.lengthAfter(around.addressHold) })}</p>}
      {known && (
        <Choice
          id="assign-address-address"
          name="address"
          legend={say(texts.address)}
          error={error}
          value={tried?.form.address ?? ''}
          options={[
            ...otherAddresses.map((address) => ({ value: address, label: address })),
            { value: NEW_ADDRESS, label: say(texts.addressOther) },
          ]}
          required
        />
      )}
      <Field
        id={known ? 'assign-address-new' : 'assign-address-address'}
        name="newAddress"
        type="email"
        label={say(texts.addressNew)}
        hint={say(texts.addressNewHint, { domains: around.mailDomains.join(', ') })}
        error={known ? undefined : error}
        value={tried?.form.newAddress ?? ''}
        maxLength={254}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required={!known}
      />
    </>
  )
}

interface SessionFieldProps extends Pick<OneActProps, 'sessions' | 'tried'> {
  error: ComponentChildren
}

/** In the words of the account page, so that the person can say on the telephone which one it is. */
function SessionField({ sessions, tried, error }: SessionFieldProps) {
  const { say, time } = usePage()
  return (
    <Choice
      id="end-session-session"
      name="session"
      legend={say(texts.sessionWhich)}
      error={error}
      value={tried?.form.session ?? ''}
      options={sessions.map(({ handle, browser, source, lastUsedAt }) => ({
        value: handle,
        label: browser || say(texts.unknownBrowser),
        hint: say(texts.sessionUsed, { source, moment: time.moment(lastUsedAt) }),
      }))}
      required
    />
  )
}
