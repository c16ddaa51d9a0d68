import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// The page of the log names every field that a line may have.

const page = readFileSync('docs/operating/logs.md', 'utf8')
const named = new Set(
  [...page.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, one]) => one),
  ),
)

test('every field that is written into a line of the log stands on the page of the log', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?<!\.test)\.tsx?$/.test(path),
  )
  const fields = files.flatMap((path) => {
    const source = readFileSync(`src/${path}`, 'utf8')
    return [...source.matchAll(/\blog(?:ger)?\??(?:\.\w+|\[[^\]]+\])\(\s*\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
      inside
        .split(',')
        .map((one) => /^\s*([\w-]+)/.exec(one)?.[1])
        .filter((name) => name !== undefined)
        .map((name) => ({ path, name })),
    )
  })
  expect(fields.length).toBeGreaterThan(30)
  expect(fields.filter(({ name }) => !named.has(name))).toEqual([])
})
