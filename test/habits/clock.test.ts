import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// What the world tells comes in by src/world, where a test can set it. Islands live in a browser; the launcher of PostgreSQL waits for
// processes and not for people; a socket tells when nothing has come over it.
const habits: { what: string; pattern: RegExp; where: string[] }[] = [
  { what: 'the time', pattern: /\bDate\.now\(\)|\bnew Date\(\)|\bDate\(\)/, where: ['src/world/', 'src/web/islands/'] },
  { what: 'dice', pattern: /\bMath\.random\b|\brandomUUID\b/, where: ['src/world/'] },
  {
    what: 'pauses and intervals',
    pattern: /\bset(Timeout|Interval)\(|\btimers\/promises\b/,
    where: ['src/world/', 'src/web/islands/', 'src/web/answer-in-time.ts', 'src/database/embedded/'],
  },
  { what: 'the environment', pattern: /\bprocess\.env\b/, where: ['src/config/'] },
  {
    what: 'the time of the database',
    pattern: /\b(?<!\bget )(now\(\)|current_timestamp|clock_timestamp\(\))/i,
    // The doctor and the jobs compare it with the time here; the queue goes by it.
    where: ['src/world/', 'src/web/islands/', 'src/doctor/store.ts', 'src/jobs/store.ts'],
  },
]

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ path: join('src', name), lines: readFileSync(join('src', name), 'utf8').split('\n') }))

test.each(habits)('$what is asked for only where it may be set in a test', ({ what, pattern, where }) => {
  expect(sources.length).toBeGreaterThan(50)
  const found = sources
    .filter(({ path }) => !where.some((folder) => path.startsWith(folder)))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (pattern.test(code(line, what)) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    )
  expect(found).toEqual([])
})

/** Without comments; `clock.now()` is the right way to ask, and only SQL has a `now()` of its own. */
function code(line: string, what: string) {
  const bare = line.replace(/^\s*(\/\/|\/?\*).*/, '').replace(/\s\/\/ .*/, '')
  return what === 'the time of the database' ? bare.replace(/\.now\(\)/g, '').replace(/^\s*now\(\)/, '') : bare
}
