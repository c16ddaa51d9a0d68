import { encode } from 'uqr'
import { displayName, type Person } from '../../../people/index.ts'
import { DeskLink, type ErrorItem, ErrorSummary, Field, Form, LogOut, Page, usePage } from '../../../web/index.ts'
import type { EnrolFaults, Enrolment } from '../tasks.ts'
import { texts } from '../texts.ts'

interface StartPageProps {
  person: Person
  /** Several codes were sent already. */
  retryAfterMs?: number | undefined
}

/** Before the second factor is set up: what it is for, what is needed, and the button that mails the code. */
export function StartPage({ person, retryAfterMs }: StartPageProps) {
  const { say, time } = usePage()
  const address = person.assignedAddress
  return (
    <Page
      title={say(texts.startTitle)}
      gate="closed"
      masthead="desk"
      error={retryAfterMs !== undefined}
      who={<LogOut who={displayName(person)} />}
    >
      {retryAfterMs !== undefined && (
        <ErrorSummary title={say(texts.notSent)}>
          <p>{say(texts.tooMany, { time: time.lengthAfter(retryAfterMs) })}</p>
        </ErrorSummary>
      )}
      <hgroup>
        <h1>{say(texts.startTitle)}</h1>
        <p>{say(texts.startLead)}</p>
      </hgroup>
      {address === undefined ? (
        <p>{say.rich(texts.noMailbox, { desk: <DeskLink desk="usos" /> })}</p>
      ) : (
        <>
          <p>{say.rich(texts.startNeeds, { address: <b>{address}</b> })}</p>
          <Form action="/desk/second-factor/enrol">
            <p class="actions">
              <button class="button" type="submit">
                {say(texts.sendCode)}
              </button>
            </p>
          </Form>
          <p>
            {say(texts.codeOnTheWay)} <a href="/desk/second-factor/enrol/confirm">{say(texts.goOn)}</a>
          </p>
        </>
      )}
    </Page>
  )
}

interface EnrolPageProps {
  person: Person
  enrolment: Enrolment
  faults?: EnrolFaults | undefined
}

/** The secret for the app, as a picture and as text, and the two codes that confirm it. */
export function EnrolPage({ person, enrolment, faults = {} }: EnrolPageProps) {
  const { say } = usePage()
  const { mailed, app, items } = useErrors(faults)
  return (
    <Page
      title={say(texts.startTitle)}
      masthead="desk"
      error={items.length > 0}
      who={<LogOut who={displayName(person)} />}
    >
      {items.length > 0 && <ErrorSummary title={say(texts.notSetUp)} items={items} />}
      <hgroup>
        <h1>{say(texts.startTitle)}</h1>
        <p>{say.rich(texts.enrolLead, { address: <b>{person.assignedAddress}</b> })}</p>
      </hgroup>
      <div class="split">
        <section aria-labelledby="scan">
          <h2 id="scan">{say(texts.scan)}</h2>
          <QrCode text={enrolment.address} name={say(texts.qr)} />
          <p>
            {say(texts.orType)} <code>{enrolment.groups}</code>
          </p>
          <p class="small">{say(texts.keyKind)}</p>
        </section>
        <section aria-labelledby="confirm">
          <h2 id="confirm">{say(texts.confirm)}</h2>
          <Form action="/desk/second-factor/enrol/confirm">
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
              <a href="/desk/second-factor/enrol">{say(texts.anotherCode)}</a>
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

/** Black on white by day and by night: a camera wants it so. Drawn in the page, so that the secret is in no address. */
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
