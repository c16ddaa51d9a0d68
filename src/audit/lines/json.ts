import { actorOf, sentencesOf, type TrailEvent } from './trail-event.ts'

/**
 * One event as one line of JSON in ASCII: whatever somebody typed, a line break, a character that turns the direction of
 * writing, stands there escaped, and no line can be forged (req 96).
 */
export function jsonLine(event: TrailEvent): string {
  const { id, at, event: name, outcome, person_id, source, reference, details, seal } = event
  const line = JSON.stringify({
    id,
    at: at.toISOString(),
    event: name,
    outcome,
    sentence: sentencesOf(name),
    person: person_id,
    actor: actorOf(event),
    source,
    reference,
    details,
    seal: seal ?? null,
  })
  return line.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
