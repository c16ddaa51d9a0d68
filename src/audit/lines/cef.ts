import { actorOf, isAlarm, sentencesOf, type TrailEvent } from './trail-event.ts'

/** The version of these lines: it grows when a field changes its meaning. */
const VERSION = '1'

/** One event in the Common Event Format (ArcSight, version 0), on one line. */
export function cefLine(event: TrailEvent): string {
  const { id, at, event: name, outcome, person_id, source, reference, details, seal } = event
  const actor = actorOf(event)
  const head = ['CEF:0', 'Furta', 'Furta', VERSION, name, sentencesOf(name).en, String(severity(event))]
  const pairs: readonly (readonly [string, string | null | undefined])[] = [
    ['rt', String(at.getTime())],
    ['externalId', id],
    ['outcome', outcome],
    ['suid', actor.id],
    ['spriv', actor.kind],
    ['duid', person_id],
    ...sourcePairs(source),
    ...labelled('cs1', 'reference', reference),
    ...labelled('cs2', 'details', Object.keys(details).length === 0 ? null : JSON.stringify(details)),
    ...labelled('cs3', 'seal', seal ? `${seal.position} ${seal.digest}` : null),
  ]
  const extension = pairs.flatMap(([key, value]) => (value ? [`${key}=${inExtension(value)}`] : []))
  return `${head.map(inHeader).join('|')}|${extension.join(' ')}`
}

/** 0 to 10, as the format has it. */
function severity(event: TrailEvent): number {
  if (isAlarm(event)) return 9
  return event.outcome === 'failure' ? 5 : 3
}

function sourcePairs(source: string | null): readonly (readonly [string, string | null])[] {
  return source?.includes(':') ? labelled('c6a2', 'Source IPv6 Address', source) : [['src', source]]
}

function labelled(key: string, label: string, value: string | null): readonly (readonly [string, string])[] {
  return value === null
    ? []
    : ([
        [`${key}Label`, label],
        [key, value],
      ] as const)
}

function inHeader(text: string): string {
  return plain(text).replace(/[\\|]/g, '\\$&')
}

function inExtension(text: string): string {
  return plain(text).replace(/[\\=]/g, '\\$&')
}

/** Control characters, line separators and marks of direction are shown as what they are, so that no line can be forged (req 96). */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => `<U+${codeOf(character)}>`)
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
