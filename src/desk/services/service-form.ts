import { type AttributeName, attributeNames, type Client, type Definition, type Fault } from '../../services/index.ts'
import type { ReasonFault } from '../reason.ts'

/** What the form has besides a tick for each attribute. */
const plainFields = [
  'id',
  'name-pl',
  'name-en',
  'description-pl',
  'description-en',
  'owner-name',
  'owner-mail',
  'home',
  'urls',
  'single-logout',
  'logout-url',
  'proxy-callbacks',
  'assurance',
  'consent',
  'redirect-uris',
  'post-logout-redirect-uris',
  'back-channel-logout-uri',
  'authentication',
  'jwks',
  'offline-access',
  'introspection',
  'id-token-algorithm',
  'reason',
] as const

export type ServiceField = (typeof plainFields)[number] | `attribute-${AttributeName}`

export const serviceFields: readonly ServiceField[] = [
  ...plainFields,
  ...attributeNames.map((name): ServiceField => `attribute-${name}`),
]
/** Where several lines may be typed. */
export const linesAllowed: readonly ServiceField[] = [
  'urls',
  'proxy-callbacks',
  'redirect-uris',
  'post-logout-redirect-uris',
  'jwks',
  'reason',
]

/** What stands in the form, field by field, exactly as it was typed. */
export type ServiceForm = Readonly<Record<ServiceField, string>>

/** What is wrong, by field; of a list also with the address in it. */
export type FieldFaults = Readonly<Partial<Record<ServiceField, { fault: Fault; about: string | undefined }>>>

export interface FormFaults {
  readonly fields: FieldFaults
  readonly reason?: ReasonFault | undefined
}

const YES = 'yes'
const nothing = Object.fromEntries(serviceFields.map((field) => [field, ''])) as ServiceForm

/** A new service, with what most of them want. */
export const emptyForm: ServiceForm = {
  ...nothing,
  'single-logout': YES,
  assurance: 'password',
  authentication: 'client_secret_basic',
  'id-token-algorithm': 'RS256',
}

/** The form of a service as it is. */
export function formOf({ client, ...service }: Definition): ServiceForm {
  const ticked = Object.fromEntries(service.attributes.map((name) => [`attribute-${name}`, YES]))
  return {
    ...emptyForm,
    ...ticked,
    id: service.id,
    'name-pl': service.name.pl,
    'name-en': service.name.en,
    'description-pl': service.description?.pl ?? '',
    'description-en': service.description?.en ?? '',
    'owner-name': service.owner?.name ?? '',
    'owner-mail': service.owner?.mail ?? '',
    home: service.home ?? '',
    urls: service.urls.join('\n'),
    'single-logout': yesIf(service.singleLogout),
    'logout-url': service.logoutUrl ?? '',
    'proxy-callbacks': service.proxyCallbacks.join('\n'),
    assurance: service.assurance,
    consent: yesIf(service.consent),
    ...(client && formOfClient(client)),
  }
}

function formOfClient(client: Client) {
  return {
    'redirect-uris': client.redirectUris.join('\n'),
    'post-logout-redirect-uris': client.postLogoutRedirectUris.join('\n'),
    'back-channel-logout-uri': client.backChannelLogoutUri ?? '',
    authentication: client.authentication,
    jwks: client.jwks ? JSON.stringify(client.jwks, undefined, 2) : '',
    'offline-access': yesIf(client.offlineAccess),
    introspection: yesIf(client.introspection),
    'id-token-algorithm': client.idTokenAlgorithm,
  } satisfies Partial<ServiceForm>
}

function yesIf(ticked: boolean) {
  return ticked ? YES : ''
}

/** Whether anything of OpenID Connect was filled in: only then is the service a client. */
export function isClient(form: ServiceForm): boolean {
  return ['redirect-uris', 'post-logout-redirect-uris', 'back-channel-logout-uri', 'jwks', 'introspection'].some(
    (field) => form[field as ServiceField].trim() !== '',
  )
}

/** Whether the client proves itself by a secret, of which the registry keeps the digest. */
export function wantsSecret(form: ServiceForm): boolean {
  return isClient(form) && /^client_secret_(basic|post)$/.test(form.authentication)
}

/** The definition that was typed, unchecked, as the file would have it. */
export function definitionIn(form: ServiceForm, secretDigest: string | undefined): object {
  const both = (field: 'name' | 'description') => ({ pl: form[`${field}-pl`], en: form[`${field}-en`] })
  return {
    id: form.id.trim(),
    name: both('name'),
    ...(filled(form, 'description-pl', 'description-en') && { description: both('description') }),
    ...(filled(form, 'owner-name', 'owner-mail') && { owner: { name: form['owner-name'], mail: form['owner-mail'] } }),
    ...(filled(form, 'home') && { home: form.home.trim() }),
    urls: linesOf(form.urls),
    attributes: attributeNames.filter((name) => form[`attribute-${name}`] === YES),
    singleLogout: form['single-logout'] === YES,
    ...(filled(form, 'logout-url') && { logoutUrl: form['logout-url'].trim() }),
    proxyCallbacks: linesOf(form['proxy-callbacks']),
    assurance: form.assurance,
    consent: form.consent === YES,
    ...(isClient(form) && { client: clientIn(form, secretDigest) }),
  }
}

function clientIn(form: ServiceForm, secretDigest: string | undefined): object {
  return {
    redirectUris: linesOf(form['redirect-uris']),
    postLogoutRedirectUris: linesOf(form['post-logout-redirect-uris']),
    ...(filled(form, 'back-channel-logout-uri') && { backChannelLogoutUri: form['back-channel-logout-uri'].trim() }),
    authentication: form.authentication,
    ...(wantsSecret(form) && secretDigest !== undefined && { secretDigest }),
    ...(filled(form, 'jwks') && { jwks: jsonIn(form.jwks) }),
    offlineAccess: form['offline-access'] === YES,
    introspection: form.introspection === YES,
    idTokenAlgorithm: form['id-token-algorithm'],
  }
}

function filled(form: ServiceForm, ...fields: ServiceField[]) {
  return fields.some((field) => form[field].trim() !== '')
}

/** One address a line. */
function linesOf(typed: string): string[] {
  return typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What is no JSON stays text, and the rules refuse it. */
function jsonIn(typed: string): unknown {
  try {
    return JSON.parse(typed)
  } catch {
    return typed
  }
}

/** The faults beside the fields they are about: the first of each. */
export function faultsByField(faults: readonly Fault[], form: ServiceForm): FieldFaults {
  const byField: Partial<Record<ServiceField, { fault: Fault; about: string | undefined }>> = {}
  for (const fault of faults) {
    const field = fieldAt(fault.path)
    const place = fault.path.find((step) => typeof step === 'number')
    const about = field !== 'jwks' && place !== undefined ? linesOf(form[field])[place] : undefined
    byField[field] ??= { fault, about }
  }
  return byField
}

const fieldsOf: Readonly<Record<string, ServiceField>> = {
  name: 'name-en',
  description: 'description-en',
  owner: 'owner-name',
  logoutUrl: 'logout-url',
  proxyCallbacks: 'proxy-callbacks',
  'client.redirectUris': 'redirect-uris',
  'client.postLogoutRedirectUris': 'post-logout-redirect-uris',
  'client.backChannelLogoutUri': 'back-channel-logout-uri',
  'client.secretDigest': 'authentication',
  'client.introspection': 'introspection',
  'client.idTokenAlgorithm': 'id-token-algorithm',
}

/** The field that a place in a definition is typed into. */
function fieldAt(path: Fault['path']): ServiceField {
  const steps = path.filter((step) => typeof step === 'string')
  const [first = '', second = ''] = steps
  const candidates = [`${first}-${second}`, fieldsOf[`${first}.${second}`], second, fieldsOf[first], first]
  return candidates.find((name): name is ServiceField => serviceFields.includes(name as ServiceField)) ?? 'id'
}

/** The fields that differ, by the names they have in services.yaml: what the audit trail says of a change. */
export function changedFields(before: Definition, after: Definition): string[] {
  const flat = ({ client, ...rest }: Definition): Record<string, unknown> => ({
    ...rest,
    ...Object.fromEntries(Object.entries(client ?? {}).map(([name, value]) => [`client.${name}`, value])),
  })
  const [one, other] = [flat(before), flat(after)]
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name])).toSorted()
}
