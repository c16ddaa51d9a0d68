import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { linkEnds } from '../challenges/index.ts'

test('the diagram shows every end of a link, and no other', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const drawn = [...readme.matchAll(/^ *open --> (\w+): ([\w-]+)$/gm)].map(([, state, because]) => [because, state])
  expect(Object.fromEntries(drawn)).toEqual(linkEnds)
})
