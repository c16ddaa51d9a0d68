import { actorKindOf } from '../../audit/index.ts'
import type { Person, Study } from '../../people/index.ts'
import { type Service, serviceNamed } from '../../services/index.ts'
import type { OwnRows } from './store.ts'

/** What a person downloads; every field stands in `fields.ts`. */
export function ownData(
  {
    person,
    studies,
    rows,
    services,
  }: { person: Person; studies: readonly Study[]; rows: OwnRows; services: readonly Service[] },
  now: Date,
) {
  return {
    format: 'furta-own-data-1',
    madeAt: now,
    profile: {
      id: person.id,
      usosId: person.usosId ?? null,
      otherUsosIds: rows.ids.map(({ usos_id }) => usos_id),
      externalId: rows.about?.external_id ?? null,
      givenNames: person.givenNames,
      surname: person.surname,
      albumNumber: person.albumNumber ?? null,
      studentStatus: person.studentStatus ?? null,
      phdStudentStatus: person.phdStudentStatus ?? null,
      staffStatus: person.staffStatus,
      connected: person.connected,
      language: person.language,
      roles: person.roles,
      disabledAt: person.disabledAt ?? null,
      closedAt: person.closedAt ?? null,
      closedBecause: person.closedBecause ?? null,
      validUntil: person.validUntil ?? null,
      inRegistrySince: rows.about?.created_at ?? null,
      securityQuestion: person.proofKind,
      passwordSetAt: rows.password?.set_at ?? null,
      secondFactorSince: rows.factor?.enrolled_at ?? null,
      recoveryCodesLeft: Number(rows.codes?.left ?? 0),
    },
    merges: rows.merges.map(({ kept_id, gone_id, merged_at, undone_at }) => ({
      kept: kept_id,
      gone: gone_id,
      mergedAt: merged_at,
      undoneAt: undone_at,
    })),
    addresses: addressesOf(person),
    studies: studies.map(({ programme, name, faculty, status, isPrimary }) => ({
      programme,
      name,
      faculty,
      status,
      isPrimary,
    })),
    sessions: rows.sessions.map((row) => ({
      browser: row.browser,
      networkAddress: row.source,
      startedAt: row.created_at,
      lastUsedAt: row.last_used_at,
      endedAt: row.ended_at,
      endedBecause: row.ended_because,
    })),
    visits: rows.visits.map(({ service, protocol, visited_at }) => ({
      service: serviceNamed(services, service)?.id ?? hostOf(service),
      protocol,
      at: visited_at,
    })),
    consents: rows.consents.map(({ service, attributes, offline, given_at }) => ({
      service,
      attributes,
      offline,
      givenAt: given_at,
    })),
    letters: rows.letters.map(({ kind, recipient, created_at, finished_at, state, bounce, bounced_at }) => ({
      kind,
      recipient,
      writtenAt: created_at,
      finishedAt: finished_at,
      state,
      cameBack: bounce,
      cameBackAt: bounced_at,
    })),
    helpRequests: rows.cases.map((row) => ({
      number: row.id,
      kind: row.kind,
      address: row.address,
      fieldOfStudy: row.field_of_study,
      albumNumber: row.album_number,
      note: row.note,
      openedAt: row.opened_at,
      state: row.state,
      closedAt: row.closed_at,
      answer: row.answer,
      messages: rows.messages
        .filter(({ case_id }) => case_id === row.id)
        .map(({ at, author, text }) => ({ at, from: author === 'person' ? 'you' : 'desk', text })),
    })),
    events: rows.events.map((row) => eventOf(row, person)),
  }
}

function addressesOf({ assignedAddress, otherAddresses }: Person) {
  const others = otherAddresses.map((address) => ({ address, signsIn: false }))
  return assignedAddress === undefined ? others : [{ address: assignedAddress, signsIn: true }, ...others]
}

/** An address of a service may hold what is nobody's business; whose it is says enough. */
function hostOf(service: string) {
  return URL.canParse(service) ? new URL(service).origin : service
}

/** Of these only: what staff write as a reason may speak of others, and a case or a person is somebody else's. */
const toldDetails = [
  'service',
  'attributes',
  'letter',
  'account',
  'purpose',
  'because',
  'answer',
  'found',
  'language',
  'proof',
  'minutes',
  'held',
  'changed',
  'role',
  'sessions',
  'failures',
]

function eventOf({ at, event, outcome, actor, source, details }: OwnRows['events'][number], person: Person) {
  const by = byWhom(actor, outcome, person)
  return {
    at,
    event,
    outcome,
    by,
    // Of what failed nobody knows who it was: the address may be a stranger's.
    networkAddress: by === 'you' ? source : null,
    details: Object.fromEntries(Object.entries(details).filter(([name]) => toldDetails.includes(name))),
  }
}

function byWhom(actor: string, outcome: 'success' | 'failure', person: Person) {
  if (actor === person.id) return 'you'
  const kind = actorKindOf(actor)
  switch (kind) {
    case 'person':
      return outcome === 'success' ? 'you' : 'somebody'
    case 'staff':
      return 'desk'
    case 'identity-system':
    case 'system':
    case 'operator':
      return kind
  }
}
