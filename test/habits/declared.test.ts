import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type AuditEventName, auditEvents, headline } from '../../src/audit/events.ts'
import { declaredSettings } from '../../src/config/index.ts'
import { allTexts } from '../../src/language/index.ts'

// What is declared is used: a setting that nobody reads, an event that nobody records and a text that nobody says would lie to
// whoever reads the list.

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ path: join('src', name), text: readFileSync(join('src', name), 'utf8') }))

// Every text there is: importing a file of texts declares them.
const declarations = sources.filter(({ text }) => text.includes(' defineTexts('))
await Promise.all(declarations.map(({ path }) => import(join(process.cwd(), path))))
const texts = [...allTexts().values()]

test('every setting is read somewhere', () => {
  const readers = sources.filter(({ path }) => !path.startsWith('src/config/settings/'))
  const unread = [...declaredSettings.keys()].filter((name) => !isNamed(new RegExp(`\\b${name}\\b`), readers))
  expect(unread).toEqual([])
})

test('every audit event is recorded somewhere', () => {
  const recorders = sources.filter(({ text }) =>
    /\brecordEvent\b|\brecordRefusal\b|\bAuditEvent\b|\b(issueTicket|grantProxying)\b/.test(text),
  )
  const never = Object.keys(auditEvents).filter((name) => !isNamed(new RegExp(`'${name}'`), recorders))
  expect(never).toEqual([])
})

test('every audit event is looked for by some test: in a journey, or by its name', () => {
  const tests = ['src', 'test']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => /\.(test|story)\.tsx?$/.test(path))
    .map((path) => ({ text: readFileSync(path, 'utf8') }))
  const never = Object.keys(auditEvents).filter((name) => !isNamed(new RegExp(`'${name}'| \\| ${name} \\| `), tests))
  expect(never).toEqual([])
})

test('every audit event says in a sentence of both languages when it is recorded, and of the same details', () => {
  const details = (sentence: string) => [...new Set(sentence.match(/`\w+`/g))].toSorted()
  for (const [name, { pl, en }] of Object.entries(auditEvents)) {
    for (const sentence of [pl, en]) expect([name, /^\p{Lu}.{10,}[.]$/u.test(sentence)]).toEqual([name, true])
    expect(new Set<string>([pl, en]).size).toBe(2)
    const one = details(en).filter((detail) => !details(pl).includes(detail))
    expect([name, one]).toEqual([name, []])
  }
})

test('what leaves for other systems says in words what happened, and takes no name of a detail for one', () => {
  const names = Object.keys(auditEvents) as AuditEventName[]
  const headlines = names.flatMap((name) => [headline(name, 'pl'), headline(name, 'en')])
  expect(headlines.filter((sentence) => !/^\p{Lu}[^`]+\p{L}$/u.test(sentence))).toEqual([])
})

test('every text is said by the folder that declares it', () => {
  expect(declarations.length).toBeGreaterThan(10)
  expect(declarations.flatMap(unsaid)).toEqual([])
})

test('every text is there in both languages', () => {
  expect(texts.length).toBeGreaterThan(300)
  expect(texts.filter(({ pl, en }) => pl.trim() === '' || en.trim() === '').map(({ key }) => key)).toEqual([])
})

// Names and signs, which no language changes.
const THE_SAME = ['frame.portalName', 'account.times', 'demo.pesel']

test('Polish and English differ', () => {
  const same = texts.filter(({ pl, en }) => pl === en).map(({ key }) => key)
  expect(same.filter((key) => !THE_SAME.includes(key))).toEqual([])
})

/** The names in a file of texts that stand nowhere below its folder. Texts chosen by a name at run time count as said. */
function unsaid({ path, text }: { path: string; text: string }) {
  const neighbours = sources.filter((one) => one.path.startsWith(`${dirname(path)}/`))
  return [...text.matchAll(/const (\w+) = defineTexts\('[^']+', \{\n([\s\S]*?)\n\}\)/g)].flatMap(
    ([, variable = '', body = '']) => {
      const said = `\\b(${[variable, ...aliases(variable, neighbours)].join('|')})`
      if (isNamed(new RegExp(`${said}\\[`), neighbours)) return []
      return [...body.matchAll(/^ {2}'?([\w-]+)'?: \{/gm)]
        .map(([, name = '']) => name)
        .filter((name) => !isNamed(new RegExp(`${said}\\.${name}\\b`), neighbours))
        .map((name) => `${path} ${variable}.${name}`)
    },
  )
}

/** What the texts are called where they are imported under another name. */
function aliases(variable: string, files: readonly { text: string }[]) {
  return files.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(`\\b${variable} as (\\w+)`, 'g'))].map(([, as = '']) => as),
  )
}

function isNamed(pattern: RegExp, files: readonly { text: string }[]) {
  return files.some(({ text }) => pattern.test(text))
}
