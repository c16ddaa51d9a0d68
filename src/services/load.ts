import { existsSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { readYaml, type YamlFault } from '../config/index.ts'
import { speaker } from '../language/index.ts'
import { fingerprint } from '../world/index.ts'
import { type Definition, type Fault, faultsBeside, readDefinition } from './definition.ts'
import { faultTexts } from './fault-texts.ts'
import type { Entries } from './file-changes/index.ts'
import type { Service } from './service.ts'

/** The operator's file as it stands: its services, or what is wrong with it, a sentence each. */
export type ServicesFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'read'; readonly services: readonly Service[]; readonly entries: Entries }
  | { readonly kind: 'faulty'; readonly faults: readonly string[] }

/** Reads `services.yaml`. `program`: the services that are there without it. */
export function loadServices(path: string, program: readonly Service[]): ServicesFile {
  if (!existsSync(path)) return { kind: 'missing' }
  const refused = (faults: readonly YamlFault[]): ServicesFile => {
    const sorted = faults.toSorted((one, other) => one.line - other.line)
    return {
      kind: 'faulty',
      faults: [...new Set(sorted.map(({ line, sentence }) => `${path}, line ${line}: ${sentence}.`))],
    }
  }
  let source: string
  try {
    source = readFileSync(path, 'utf8')
  } catch {
    return { kind: 'faulty', faults: [`${path} cannot be read.`] }
  }
  const yaml = readYaml(source)
  if (yaml.kind === 'faulty') return refused(yaml.faults)
  const { value, lineOf } = yaml
  const listed = file.safeParse(value)
  if (!listed.success) {
    return refused([{ line: lineOf(['services']), sentence: 'the file holds one list, `services:`, and nothing else' }])
  }

  const faults: YamlFault[] = []
  const services: Service[] = []
  const entries = new Map<string, string>()
  for (const [index, entry] of listed.data.services.entries()) {
    const read = readDefinition(entry)
    const wrong = 'faults' in read ? read.faults : faultsBeside(read.definition, [...program, ...services])
    const place = ['services', index]
    faults.push(
      ...wrong.map((one) => ({ line: lineOf([...place, ...one.path]), sentence: sentenceOf(entry, index, one) })),
    )
    if ('definition' in read) {
      services.push(fromFile(read.definition))
      // Of what is written and not of what is made of it: a release with another default changes nobody's file.
      entries.set(read.definition.id, fingerprint(JSON.stringify(entry)))
    }
  }
  return faults.length > 0 ? refused(faults) : { kind: 'read', services, entries }
}

/** Changes when the file may have changed; looking costs next to nothing. `nothing` where it is not there, or empty. */
export function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found && found.size > 0 ? `${found.mtimeMs} ${found.size} ${found.ino}` : 'nothing'
}

const file = z.strictObject({
  services: z
    .array(z.unknown())
    .nullish()
    .transform((services) => services ?? []),
})

const say = speaker('en', {}, new Map())

/** “library, urls no. 2: write a whole address” */
function sentenceOf(entry: unknown, index: number, { path, fault, named }: Fault): string {
  const id = (entry as { id?: unknown } | null)?.id
  const which = typeof id === 'string' && /^[\w-]{1,60}$/.test(id) ? id : `service no. ${index + 1}`
  const where = path.map((step) => (typeof step === 'number' ? `no. ${step + 1}` : step)).join(' ')
  const sentence = say(faultTexts[fault], named)
  return `${where === '' ? which : `${which}, ${where}`}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}

function fromFile(definition: Definition): Service {
  return { ...definition, registeredIn: 'file' }
}
