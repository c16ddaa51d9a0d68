import { expect, test } from 'vitest'
import { cpuTime } from '../../test/cpu-time.ts'
import { registered } from '../../test/service.ts'
import { matchService } from './index.ts'

const at = (id: string, ...urls: string[]) => registered({ id, urls })

test('of addresses that lie within each other the longest wins, wherever it stands in the list', () => {
  const all = at('all', 'https://www.example.edu/')
  const library = at('library', 'https://www.example.edu/library/')
  const theses = at('theses', 'https://www.example.edu/library/theses')
  for (const list of [
    [all, library, theses],
    [theses, library, all],
    [library, theses, all],
  ]) {
    const found = (path: string) => matchService(list, `https://www.example.edu${path}`)?.id
    expect(found('/')).toBe('all')
    expect(found('/library/search?q=1')).toBe('library')
    expect(found('/library/theses/7')).toBe('theses')
    expect(found('/library/thesesandmore')).toBe('library')
    expect(found('/lib')).toBe('all')
  }
})

test('of equal addresses that of the first service counts', () => {
  const list = [at('file', 'https://a.example/'), at('desk', 'https://a.example/')]
  expect(matchService(list, 'https://a.example/')?.id).toBe('file')
})

test('what a browser might read differently belongs to nobody, not even to the address above it', () => {
  const list = [at('all', 'https://a.example/'), at('one', 'https://a.example/one/')]
  expect(matchService(list, 'https://a.example/one%2Ftwo')).toBeUndefined()
  expect(matchService(list, 'https://a.example/%2e%2e/one/')).toBeDefined()
})

test.each([
  '//theses/7',
  '/%74heses/7',
  '/theses',
  '/Theses/7',
  '/theses;a=b/7',
  '/theses%3Ba/7',
  '/theses./7',
  '/theses%20/7',
  '/x/..%3B/theses/7',
  '/x/..;/theses/7',
  '/x/..%20/theses/7',
  '/x/.../theses/7',
])('%s is not of the service above, whose server may read it as an address of the one below', (path) => {
  const list = [at('library', 'https://library.example.edu/'), at('theses', 'https://library.example.edu/theses/')]
  const found = matchService(list, `https://library.example.edu${path}`)
  expect(found === undefined || found.id === 'theses').toBe(true)
  expect(matchService(list, 'https://library.example.edu/thesesandmore/x;y//z')?.id).toBe('library')
})

test('a service that has its host to itself has every address of it, however it is encoded', () => {
  const wiki = at('wiki', 'https://wiki.example.edu/')
  for (const path of ['/AC%2FDC', '/100%25', '/a//b;c'])
    expect(matchService([wiki], `https://wiki.example.edu${path}`)?.id).toBe('wiki')
  const beside = at('talk', 'https://wiki.example.edu/talk/')
  expect(matchService([wiki, beside], 'https://wiki.example.edu/AC%2FDC')).toBeUndefined()
})

test('a list of a thousand services is read once, and a match costs next to nothing', () => {
  const list = Array.from({ length: 1000 }, (_, index) => at(`s${index}`, `https://s${index}.example.edu/`))
  matchService(list, 'https://s1.example.edu/')
  const took = cpuTime(() => {
    for (let time = 0; time < 1000; time++)
      expect(matchService(list, `https://s${time}.example.edu/x`)?.id).toBe(`s${time}`)
  })
  // Reading a thousand patterns at each call would take a second and more.
  expect(took).toBeLessThan(500)
})
