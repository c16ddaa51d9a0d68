import { encode } from 'uqr'
import { DeskLink } from '../desk-link.tsx'
import { type ErrorItem, ErrorSummary, Field, Form } from '../form.tsx'
import { LogOut } from '../log-out.tsx'
import { Page } from '../page.tsx'
import { usePage } from '../page-surroundings.ts'
import { Carried } from './carried.tsx'
import { type FactorPageProps, factorPath, withOnward } from './place.ts'
import { texts } from './texts.ts'

interface StartPageProps extends FactorPageProps {
  /** The assigned one, which the code is mailed to. */
  address: string | undefined
  /** Several codes were sent already. */
  retryAfterMs?: number | undefined
  /** A moved address, which gets no code before. */
  heldUntil?: Date | undefined
}

/** Before the second factor is set up: what it is for, what is needed, and the button that mails the code. */
export function StartPage({ at, name, address, onward, retryAfterMs, heldUntil }: StartPageProps) {
  const { say, time } = usePage()
  const enrol = `${factorPath(at)}/enrol`
  return (
    <Page
      title={say(texts.startTitle)}
      gate="closed"
      {...(at === 'desk' && { masthead: 'desk' as const })}
      error={retryAfterMs !== undefined || heldUntil !== undefined}
      who={<LogOut who={name} />}
    >
      {retryAfterMs !== undefined && (
        <ErrorSummary title={say(texts.notSent)}>
          <p>{say(texts.tooMany, { time: time.lengthAfter(retryAfterMs) })}</p>
        </ErrorSummary>
      )}
      {heldUntil && (
        <ErrorSummary title={say(texts.notSent)}>
          <p>{say(texts.held, { moment: time.moment(heldUntil) })}</p>
        </ErrorSummary>
      )}
      <hgroup>
        <h1>{say(texts.startTitle)}</h1>
        <p>{say(at === 'desk' ? texts.startLead : texts.startLeadAccount)}</p>
      </hgroup>
      {address === undefined ? (
        <p>{say.rich(texts.noMailbox, { desk: <DeskLink desk="usos" /> })}</p>
      ) : (
        <>
          <p>{say.rich(texts.startNeeds, { address: <b>{address}</b> })}</p>
          <p>{say(texts.startWithout)}</p>
          <Form action={withOnward(enrol, onward)}>
            <Carried values={onward} />
            <p class="actions">
              <button class="button" type="submit">
                {say(texts.sendCode)}
              </button>
            </p>
          </Form>
          <p>
            {say(texts.codeOnTheWay)} <a href={withOnward(`${enrol}/confirm`, onward)}>{say(texts.goOn)}</a>
          </p>
        </>
      )}
    </Page>
  )
}

/** What the authenticator app is to be given. */
interface Enrolment {
  /** For the QR code, and for an app on the device that shows it. */
  readonly address: string
  /** For whoever types or hears it. */
  readonly groups: string
}

interface EnrolFaults {
  readonly mailed?: 'missing' | 'wrong' | 'dead' | undefined
  readonly app?: 'missing' | 'wrong' | undefined
}

interface EnrolPageProps extends FactorPageProps {
  address: string | undefined
  enrolment: Enrolment
  faults?: EnrolFaults | undefined
}

/** The secret for the app, as a picture and as text, and the two codes that confirm it. */
export function EnrolPage({ at, name, address, onward, enrolment, faults = {} }: EnrolPageProps) {
  const { say } = usePage()
  const enrol = `${factorPath(at)}/enrol`
  const { mailed, app, items } = useErrors(faults)
  return (
    <Page
      title={say(texts.startTitle)}
      {...(at === 'desk' && { masthead: 'desk' as const })}
      error={items.length > 0}
      who={<LogOut who={name} />}
    >
      {items.length > 0 && <ErrorSummary title={say(texts.notSetUp)} items={items} />}
      <hgroup>
        <h1>{say(texts.startTitle)}</h1>
        <p>{say.rich(texts.enrolLead, { address: <b>{address}</b> })}</p>
      </hgroup>
      <div class="split">
        <section aria-labelledby="scan">
          <h2 id="scan">{say(texts.scan)}</h2>
          <QrCode text={enrolment.address} name={say(texts.qr)} />
          <p>
            <a href={enrolment.address}>{say(texts.onThisDevice)}</a>
          </p>
          <p>
            {say(texts.orType)} <code>{enrolment.groups}</code>
          </p>
          <p class="small">{say(texts.keyKind)}</p>
        </section>
        <section aria-labelledby="confirm">
          <h2 id="confirm">{say(texts.confirm)}</h2>
          <Form action={withOnward(`${enrol}/confirm`, onward)}>
            <Carried values={onward} />
            <Field
              id="mailed"
              name="mailed"
              label={say(texts.mailed)}
              hint={say(texts.mailedHint)}
              error={mailed}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              required
            />
            <Field
              id="app"
              name="app"
              label={say(texts.code)}
              hint={say(texts.codeHint)}
              error={app}
              autocomplete="one-time-code"
              inputMode="numeric"
              required
            />
            <p class="actions">
              <button class="button" type="submit">
                {say(texts.setUp)}
              </button>{' '}
              <a href={withOnward(enrol, onward)}>{say(texts.anotherCode)}</a>
            </p>
          </Form>
        </section>
      </div>
    </Page>
  )
}

function useErrors({ mailed, app }: EnrolFaults) {
  const { say } = usePage()
  const mailedError =
    mailed && say({ missing: texts.mailedMissing, wrong: texts.mailedWrong, dead: texts.mailedDead }[mailed])
  const appError = app && say(app === 'missing' ? texts.appMissing : texts.appWrong)
  const items: ErrorItem[] = []
  if (mailedError !== undefined) items.push({ href: '#mailed', text: mailedError })
  if (appError !== undefined) items.push({ href: '#app', text: appError })
  return { mailed: mailedError, app: appError, items }
}

/** Black on white by day and by night: a camera wants it so. Drawn in the page, so that the secret is in no address that is asked for over the wire. */
function QrCode({ text, name }: { text: string; name: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      width="240"
      height="240"
      role="img"
      aria-label={name}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path fill="#000" d={data.map(darkRuns).join('')} />
    </svg>
  )
}

/** One row of the code as path commands. */
function darkRuns(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    const start = x
    while (row[x]) x++
    if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`
  }
  return path
}
