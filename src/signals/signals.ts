import { channel } from 'node:diagnostics_channel'

/**
 * What is told to whoever listens, while it happens. Each says what kind of thing it was and never whose: no person, address,
 * ticket or path, so that whoever listens cannot pass one on (req 96).
 */
export interface Signals {
  /** `route` is the pattern of the address, such as `/set-password/:id`. */
  'request-answered': { method: string; route: string; status: number; seconds: number }
  'sign-in': { outcome: SignInResult }
  /** Of refused sign-ins one at an account that has failed too often. */
  'account-waits': object
  /** A password was hashed or verified; or it was refused because too many wait, or not done at all, because somebody had gone or a thread broke. */
  hash: { outcome: 'done' | 'refused' | 'gone' | 'not-done'; seconds: number }
  'ticket-issued': { kind: 'service' | 'proxy' }
  /** `code` is that of the protocol, or `success`. */
  'ticket-validated': { endpoint: string; code: string }
  'tokens-asked': { grant: string; outcome: 'success' | 'error' }
  /** `outcome` is what became of one attempt to deliver it. */
  'letter-attempted': {
    kind: string
    outcome: 'sent' | 'refused' | 'later' | 'given-up' | 'dropped' | 'suppressed' | 'interrupted'
  }
  /** A form that was mailed nothing, since its network has had its share of letters. */
  'letter-withheld': { form: 'link' | 'help' }
  'event-sealed': { event: string; outcome: string }
  'job-done': { task: string; outcome: 'success' | 'failure' }
}

export type SignInResult =
  | 'success'
  | 'not-recognized'
  | 'refused'
  | 'source-waits'
  | 'sent-twice'
  | 'busy'
  | 'gone'
  | 'broken'

const channels = {
  'request-answered': channel('furta:request-answered'),
  'sign-in': channel('furta:sign-in'),
  'account-waits': channel('furta:account-waits'),
  hash: channel('furta:hash'),
  'ticket-issued': channel('furta:ticket-issued'),
  'ticket-validated': channel('furta:ticket-validated'),
  'tokens-asked': channel('furta:tokens-asked'),
  'letter-attempted': channel('furta:letter-attempted'),
  'letter-withheld': channel('furta:letter-withheld'),
  'event-sealed': channel('furta:event-sealed'),
  'job-done': channel('furta:job-done'),
} satisfies Record<keyof Signals, unknown>

/** Costs nothing worth measuring while nobody listens. */
export function tell<Name extends keyof Signals>(name: Name, what: Signals[Name]): void {
  if (channels[name].hasSubscribers) channels[name].publish(what)
}

/** Listens until the returned function is called. A listener must not fail: there is nobody to hear of it. */
export function hear<Name extends keyof Signals>(name: Name, listen: (what: Signals[Name]) => void): () => void {
  const subscriber = (what: unknown) => listen(what as Signals[Name])
  channels[name].subscribe(subscriber)
  return () => void channels[name].unsubscribe(subscriber)
}
