import { z } from 'zod'
import type { FaultName } from './fault-texts.ts'
import { attributeNames } from './released-attributes.ts'
import { readServiceUrl, type Service } from './service.ts'

/** What an operator or an administrator says of a service, checked and complete. */
export type Definition = Omit<Service, 'registeredIn'>

/** What of a definition will not do, and where in it. */
export interface Fault {
  readonly path: readonly (string | number)[]
  readonly fault: FaultName
  /** What the sentence names. */
  readonly named: { readonly service: string; readonly entry: string; readonly values: string }
}

/** Ids that addresses and the program use for themselves; the last one every object has a property for (attack A14). */
const reserved = ['portal', 'new', 'constructor']

/** Checks one definition, wherever it was written: the same rules for the file and for the desk. */
export function readDefinition(given: unknown): { definition: Definition } | { faults: readonly Fault[] } {
  const parsed = definitionSchema.safeParse(given)
  // A field that is left out stays out: the compiler cannot know that of a parser.
  if (parsed.success) return { definition: parsed.data as Definition }
  return { faults: parsed.error.issues.flatMap(faultsOf) }
}

/**
 * What stands in the way of `definition` beside `others`: an id has one service, and an address that stands twice, letter by
 * letter or in another spelling, would belong to nobody. Addresses may lie within each other: the longest one wins. Nothing but
 * the program's own portal stands where the sign-in stands: what is sent there would be sent to us.
 */
export function faultsBeside(definition: Definition, others: readonly Definition[]): Fault[] {
  const faults: Fault[] = []
  if (others.some(({ id }) => id === definition.id)) faults.push(faultAt(['id'], 'idTaken'))
  for (const [index, url] of definition.urls.entries()) {
    const owner = others.find(({ urls }) => urls.some((one) => sameAddress(one, url)))
    if (owner) faults.push(faultAt(['urls', index], 'addressTaken', { service: owner.id }))
  }
  const ours = others.filter(({ id }) => id === PORTAL).flatMap(({ urls }) => urls.map((url) => new URL(url).origin))
  for (const { path, url } of addressesIn(definition)) {
    const isTaken = faults.some((one) => one.path.join() === path.join())
    if (!isTaken && ours.includes(new URL(url).origin)) faults.push(faultAt(path, 'ownAddress'))
  }
  return faults
}

const PORTAL = 'portal'

/** Every address that people, tickets or messages go to. */
function addressesIn({ urls, logoutUrl, proxyCallbacks, client }: Definition) {
  const list = (path: Fault['path'], written: readonly string[] = []) =>
    written.map((url, index) => ({ path: [...path, index], url }))
  const single = (path: Fault['path'], url: string | undefined) => (url === undefined ? [] : [{ path, url }])
  return [
    ...list(['urls'], urls),
    ...single(['logoutUrl'], logoutUrl),
    ...list(['proxyCallbacks'], proxyCallbacks),
    ...list(['client', 'redirectUris'], client?.redirectUris),
    ...list(['client', 'postLogoutRedirectUris'], client?.postLogoutRedirectUris),
    ...single(['client', 'backChannelLogoutUri'], client?.backChannelLogoutUri),
  ]
}

function sameAddress(one: string, other: string) {
  return new URL(one).href === new URL(other).href
}

function faultAt(path: Fault['path'], fault: FaultName, named: Partial<Fault['named']> = {}): Fault {
  return { path, fault, named: { service: '', entry: '', values: '', ...named } }
}

/** Every sentence of the schema is the name of a fault. */
function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((entry) => faultAt([...path, entry], 'unknownEntry', { entry }))
  const values = issue.code === 'invalid_value' ? issue.values.join(', ') : ''
  const entry = issue.code === 'custom' ? String(issue.params?.entry ?? '') : ''
  return [faultAt(path, issue.message as FaultName, { values, entry })]
}

const orMissing = (fault: FaultName) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null || issue.input === '' ? 'missing' : fault

const fault = (name: FaultName) => ({ error: () => name })

function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: orMissing('section') })
}

const text = (longest: number) =>
  z
    .string({ error: orMissing('text') })
    .trim()
    .min(1, fault('missing'))
    .max(longest, fault('tooLong'))
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, fault('text'))
const inBoth = (longest: number) => section({ pl: text(longest), en: text(longest) })
const flag = z.boolean({ error: orMissing('yesOrNo') })
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: orMissing('oneOf') })

/** Whoever writes a name of a host in letters of their own language reads what browsers make of it. */
const oneAddress = (check: (written: string) => boolean, name: FaultName) =>
  z.string({ error: orMissing(name) }).superRefine((written, context) => {
    if (check(written)) return
    const sent = /[^\0-\x7f]/.test(written) ? URL.parse(written)?.href : undefined
    if (sent === undefined || !check(sent)) context.addIssue({ code: 'custom', message: name })
    else context.addIssue({ code: 'custom', message: 'asSent', params: { entry: sent } })
  })

const MOST_ADDRESSES = 50
const addresses = (check: (written: string) => boolean, name: FaultName) =>
  z
    .array(oneAddress(check, name), { error: orMissing('list') })
    .max(MOST_ADDRESSES, fault('tooLong'))
    .superRefine((written, context) => {
      for (const [index, one] of written.entries()) {
        if (written.indexOf(one) < index) context.addIssue({ code: 'custom', path: [index], message: 'addressTwice' })
      }
    })
    .default([])
const address = oneAddress(isAddress, 'address')

const attribute = z.enum(attributeNames, {
  error: ({ input }) => (typeof input === 'string' && /pesel|national/i.test(input) ? 'noPesel' : 'oneOf'),
})

const authentications = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const

/** Public keys alone: the other half of a key, or a key that both sides know, has no place in a registry. */
const publicKeys = z
  .strictObject(
    {
      keys: z
        .array(z.record(z.string(), z.unknown(), fault('keys')), fault('keys'))
        .min(1, fault('keys'))
        .max(20, fault('keys')),
    },
    fault('keys'),
  )
  .superRefine(({ keys }, context) => {
    for (const [index, key] of keys.entries()) {
      const path = ['keys', index]
      if (!['RSA', 'EC', 'OKP'].includes(String(key.kty))) context.addIssue({ code: 'custom', path, message: 'keys' })
      else if ('d' in key || 'p' in key || 'k' in key) context.addIssue({ code: 'custom', path, message: 'privateKey' })
    }
  })

const client = section({
  redirectUris: addresses((written) => isAddress(written) || isOwnScheme(written), 'address'),
  postLogoutRedirectUris: addresses((written) => isAddress(written) || isOwnScheme(written), 'address'),
  backChannelLogoutUri: address.optional(),
  authentication: oneOf(authentications).default('client_secret_basic'),
  secretDigest: z
    .string({ error: orMissing('digest') })
    .regex(/^[A-Za-z0-9_-]{43}$/, fault('digest'))
    .optional(),
  jwks: publicKeys.optional(),
  offlineAccess: flag.default(false),
  introspection: flag.default(false),
  idTokenAlgorithm: oneOf(['RS256', 'ES256']).default('RS256'),
}).superRefine((one, context) => {
  const refuse = (path: string, message: FaultName) => context.addIssue({ code: 'custom', path: [path], message })
  const hasSecret = one.authentication === 'client_secret_basic' || one.authentication === 'client_secret_post'
  if (hasSecret && one.secretDigest === undefined) refuse('secretDigest', 'digestMissing')
  if (!hasSecret && one.secretDigest !== undefined) refuse('secretDigest', 'digestTooMuch')
  const hasKeys = one.authentication === 'private_key_jwt'
  if (hasKeys && one.jwks === undefined) refuse('jwks', 'keysMissing')
  if (!hasKeys && one.jwks !== undefined) refuse('jwks', 'keysTooMuch')
  if (one.authentication === 'none' && one.introspection) refuse('introspection', 'publicAsks')
  for (const list of ['redirectUris', 'postLogoutRedirectUris'] as const) {
    for (const [index, written] of one[list].entries()) {
      if (!isOwnScheme(written)) continue
      const { protocol } = new URL(written)
      if (one.authentication !== 'none' || !one.redirectUris.some((uri) => uri.startsWith(protocol)))
        context.addIssue({ code: 'custom', path: [list, index], message: 'ownScheme' })
    }
  }
  // A resource server that only asks about tokens sends nobody to the sign-in.
  if (one.redirectUris.length === 0 && !one.introspection) refuse('redirectUris', 'redirectUris')
})

const definitionSchema = section({
  id: z
    .string({ error: orMissing('id') })
    .regex(/^[a-z][a-z0-9-]{1,40}$/, fault('id'))
    .refine((id) => !reserved.includes(id), fault('idReserved')),
  name: inBoth(80),
  description: inBoth(300).optional(),
  owner: section({
    name: text(120),
    mail: z
      .string({ error: orMissing('mail') })
      .trim()
      .max(254, fault('mail'))
      .regex(/^[^\s@<>,"]+@[^\s@<>,"]+\.[^\s@<>,"]+$/, fault('mail')),
  }).optional(),
  home: address.optional(),
  urls: addresses(isPattern, 'pattern').superRefine((written, context) => {
    for (const [index, one] of written.entries()) {
      if (!isPattern(one) || written.indexOf(one) < index) continue
      const sooner = written.slice(0, index).some((other) => isPattern(other) && sameAddress(other, one))
      if (sooner) context.addIssue({ code: 'custom', path: [index], message: 'addressTwice' })
    }
  }),
  attributes: z.array(attribute, { error: orMissing('list') }).default([]),
  singleLogout: flag.default(true),
  logoutUrl: address.optional(),
  proxyCallbacks: addresses((written) => isPattern(written) && /^https:/i.test(written), 'httpsAddress'),
  assurance: oneOf(['password', 'second-factor']).default('password'),
  consent: flag.default(false),
  client: client.optional(),
}).superRefine((service, context) => {
  if (service.urls.length === 0 && !service.client)
    context.addIssue({ code: 'custom', path: ['urls'], message: 'urlsOrClient' })
})

/** What a CAS service lies below: http is the university's own affair there, as CAS leaves it. */
function isPattern(written: string) {
  return readServiceUrl(written) !== undefined && !/[?#*]/.test(written)
}

/** Where browsers and this program are sent: https, but on the machine itself. */
function isAddress(written: string) {
  const url = /[#*]/.test(written) ? undefined : readServiceUrl(written)
  return url !== undefined && (url.protocol === 'https:' || isLoopback(url.hostname))
}

/**
 * Where an application on a telephone or computer is called by the system: a domain of its makers, reversed (RFC 8252, section 7.1).
 * One without a dot may be anybody's.
 */
function isOwnScheme(written: string) {
  return (
    /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:\/[!-[\]-~]*$/.test(written) && !/[#*@]/.test(written) && URL.canParse(written)
  )
}

function isLoopback(host: string) {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
