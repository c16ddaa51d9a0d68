import { type Document, isCollection, isMap, LineCounter, parseDocument, visit } from 'yaml'

/** What is wrong, and where. */
export interface YamlFault {
  readonly line: number
  readonly sentence: string
}

export type CheckedYaml =
  | {
      readonly kind: 'read'
      readonly value: unknown
      /** The line of what stands there; of what is missing, of the section in which it should stand. */
      lineOf(path: readonly PropertyKey[]): number
    }
  | { readonly kind: 'faulty'; readonly faults: readonly YamlFault[] }

/** The content of a YAML file that people write. Whatever the parser has to guess at is a fault. */
export function readYaml(source: string): CheckedYaml {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  // A warning of the parser is a value it could not make sense of: as good as a fault.
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    line: lines.linePos(pos[0]).line,
    sentence: inOneSentence(message),
  }))
  if (broken.length > 0) return { kind: 'faulty', faults: broken }
  const aliases = aliasesIn(document).map((place) => ({
    line: lines.linePos(place).line,
    sentence: 'write the value out instead of an alias',
  }))
  if (aliases.length > 0) return { kind: 'faulty', faults: aliases }
  return {
    kind: 'read',
    value: document.toJS() ?? {},
    lineOf: (path) => lines.linePos(placeOf(document, path)).line,
  }
}

/** Aliases are how a small YAML file grows to gigabytes. */
function aliasesIn(document: Document): number[] {
  const places: number[] = []
  visit(document, {
    Alias(_key, { range }) {
      places.push(range?.[0] ?? 0)
    },
  })
  return places
}

function placeOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const name = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => String(key) === String(name))
      const key = pair?.key as { range?: [number, number, number] } | undefined
      if (key?.range) return key.range[0]
    } else if (isCollection(parent)) {
      const item = parent.get(name, true) as { range?: [number, number, number] } | undefined
      if (item?.range) return item.range[0]
    }
  }
  return 0
}

function inOneSentence(message: string) {
  const [first = message] = message.split('\n')
  return `this is not YAML: ${first.replace(/[.:]\s*$/, '')}`
}
