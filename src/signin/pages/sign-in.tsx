import type { ComponentChildren } from 'preact'
import {
  Checkbox,
  ErrorSummary,
  Field,
  Form,
  HelpBlock,
  Page,
  PasswordField,
  PlaceInLine,
  usePage,
} from '../../web/index.ts'
import { loginTicket } from '../login-ticket.ts'
import { texts } from '../texts.ts'

export interface SignInPageProps {
  /** Where the form goes. */
  action?: string
  /** The name of the service the person is on the way to. */
  serviceName?: string | undefined
  /** The service wants the password even though the person is signed in. */
  renew?: boolean
  /** What the form hands on: the service and where to go next. */
  carried: Readonly<Record<string, string>>
  /** The ID as typed, kept after a refusal (req 114). */
  typed?: string
  /** Who is signed in already, where the password is asked for again. */
  signedInAs?: { readonly name: string; readonly login: string } | undefined
  /** Boxes that were ticked, kept after a refusal. */
  ticked?: { readonly warn?: boolean; readonly rememberMe?: boolean }
  /** Whether this sign-in offers to remember the browser. */
  remembers?: boolean
  refusal?: 'refused' | 'not-recognized' | 'form-already-sent'
  /** How long it is until the turn of this form comes, where others wait. */
  seconds?: number | undefined
  /** The same as people read it. */
  inWords?: string
  /** The form may be sent then without asking again. */
  firm?: boolean
  /** The advice of section 3 of the manual, beside its message. */
  notRecognized?: { message: ComponentChildren; advice: ComponentChildren }
}

/** Fig. 2 of the manual: ID, Password, Sign in, Reset password. */
export function SignInPage({
  action = '/cas/login',
  serviceName,
  renew = false,
  carried,
  signedInAs,
  typed = signedInAs?.login ?? '',
  ticked = {},
  remembers = false,
  refusal,
  seconds,
  inWords = '',
  firm = false,
  notRecognized,
}: SignInPageProps) {
  const { say, origin, antiForgery } = usePage()
  const faulty = refusal === 'refused' || refusal === 'not-recognized'
  return (
    <Page
      title={say(texts.title)}
      gate={faulty ? 'hatch' : 'closed'}
      error={refusal !== undefined}
      scripts={['show-password.js', 'carry-typed.js', 'wait-turn.js']}
    >
      {refusal && <Refusal refusal={refusal} message={notRecognized?.message} />}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        {serviceName && <p>{say(texts.toContinue, { service: serviceName })}</p>}
        {renew && <p>{say(texts.signInAgain)}</p>}
        {signedInAs && <p>{say.rich(texts.signedInAlready, { name: <b>{signedInAs.name}</b> })}</p>}
      </hgroup>
      {seconds !== undefined && <PlaceInLine seconds={seconds} inWords={inWords} firm={firm} />}
      <Form action={action} data-waits>
        {Object.entries(carried).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="lt" value={loginTicket(antiForgery)} />
        <Field
          id="username"
          name="username"
          label={say(texts.id)}
          hint={say(texts.idHint)}
          inputMode="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          value={typed}
          {...(faulty && { error: say(texts.checkId) })}
        />
        <PasswordField
          id="password"
          name="password"
          label={say(texts.password)}
          autocomplete="current-password"
          required
          {...(faulty && { error: say(texts.checkPassword) })}
        />
        <Checkbox id="warn" name="warn" value="true" label={say(texts.warn)} checked={ticked.warn} />
        {remembers && (
          <Checkbox
            id="rememberMe"
            name="rememberMe"
            value="true"
            label={say(texts.rememberMe)}
            checked={ticked.rememberMe}
          />
        )}
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.signIn)}
          </button>{' '}
          {/* It sends the form, so that the ID comes along also where no script runs (req 118, decision 064). */}
          <button class="button quiet" type="submit" formAction="/reset-password/start" formNoValidate>
            {say(texts.resetPassword)}
          </button>
        </p>
      </Form>
      <p class="small">{say.rich(texts.alwaysAt, { host: <b>{new URL(origin).host}</b> })}</p>
      {refusal === 'not-recognized' ? notRecognized?.advice : <FirstTime />}
    </Page>
  )
}

function Refusal({
  refusal,
  message,
}: {
  refusal: NonNullable<SignInPageProps['refusal']>
  message: ComponentChildren
}) {
  const { say } = usePage()
  const reset = <a href="/reset-password">{say(texts.setNewPassword)}</a>
  const items = [
    { href: '#username', text: say(texts.checkId) },
    { href: '#password', text: say(texts.checkPassword) },
  ]
  switch (refusal) {
    case 'refused':
      return (
        <ErrorSummary title={say(texts.refused)} items={items}>
          <p>{say.rich(texts.refusedLead, { reset })}</p>
        </ErrorSummary>
      )
    case 'not-recognized':
      return (
        <ErrorSummary title={message} items={items}>
          <p>{say.rich(texts.notRecognizedLead, { below: <a href="#not-recognized">{say(texts.whatToDo)}</a> })}</p>
        </ErrorSummary>
      )
    case 'form-already-sent':
      return (
        <ErrorSummary title={say(texts.formUsed)} items={[{ href: '#password', text: say(texts.checkPassword) }]}>
          <p>{say(texts.formUsedLead)}</p>
        </ErrorSummary>
      )
  }
}

/** The way to a first password is always in sight: the neutral answer covers those who never had one. */
function FirstTime() {
  const { say } = usePage()
  return (
    <HelpBlock id="first-time" title={say(texts.firstTime)}>
      <p>{say.rich(texts.firstTimeLead, { reset: <a href="/reset-password">{say(texts.setNewPassword)}</a> })}</p>
    </HelpBlock>
  )
}
