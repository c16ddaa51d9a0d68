import type { Generated, JSONColumnType } from 'kysely'
import type { PersonId, SessionId } from '../ids.ts'

export interface ServiceTables {
  service_tickets: ServiceTicketsTable
  registered_services: RegisteredServicesTable
  services_file_told: ServicesFileToldTable
  proxy_granting_tickets: ProxyGrantingTicketsTable
  consents: ConsentsTable
  oidc_keys: OidcKeysTable
  oidc_grants: OidcGrantsTable
  oidc_tokens: OidcTokensTable
  oidc_passing: OidcTokensTable
}

export interface RegisteredServicesTable {
  id: string
  /** As `services.yaml` would have it: checked again when it is read. */
  definition: JSONColumnType<object>
  version: number
  changed_at: Date
  changed_by: PersonId
  disabled_at: Generated<Date | null>
}

/** One row, once the file has held an entry. */
export interface ServicesFileToldTable {
  one: Generated<true>
  entries: string
}

export interface ConsentsTable {
  person_id: PersonId
  /** The id of the service. */
  service: string
  attributes: string[]
  /** Where the service stood when the person agreed. */
  places: Generated<string[]>
  /** The service may ask while the person is away. */
  offline: Generated<boolean>
  given_at: Date
}

export interface ServiceTicketsTable {
  ticket_hash: Buffer
  session_id: SessionId
  person_id: PersonId
  service: string
  from_new_login: boolean
  signed_in_at: Date
  expires_at: Date
  /** Of a proxy ticket: the callbacks it came through, the last one first. */
  proxies: Generated<string[]>
}

export interface ProxyGrantingTicketsTable {
  ticket_hash: Buffer
  session_id: SessionId
  /** The callback it was sent to, then those before it. */
  proxies: string[]
  /** The id of the service that it was granted to. */
  service: string | null
  granted_at: Date
}

export interface OidcKeysTable {
  /** The `kid`. */
  id: string
  algorithm: 'ES256' | 'RS256'
  sealed: Buffer
  made_at: Date
  signs_from: Date
}

export interface OidcGrantsTable {
  id: string
  session_id: SessionId
  client_id: string
  person_id: PersonId
  sid: string
  scopes: string[]
  made_at: Date
  expires_at: Date
}

export interface OidcTokensTable {
  /** SHA-256 of what the client holds. */
  id: Buffer
  kind: string
  payload: JSONColumnType<object>
  grant_id: string | null
  session_id: SessionId | null
  person_id: PersonId | null
  expires_at: Date
  consumed_at: Generated<Date | null>
}
