import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadServices, portalService } from './index.ts'

const portal = portalService('https://login.example.edu', { pl: 'USOSweb', en: 'USOSweb' })

function load(yaml: string) {
  const path = join(mkdtempSync(join(tmpdir(), 'services-')), 'services.yaml')
  writeFileSync(path, yaml)
  return loadServices(path, portal)
}

describe('services.yaml', () => {
  test('adds services to the portal, which is always there', () => {
    const services = load(
      'services:\n  - id: library\n    name: { pl: Biblioteka, en: Library }\n    urls: [https://library.example.edu/]\n',
    )
    expect(services.map(({ id }) => id)).toEqual(['portal', 'library'])
    expect(services[1]).toMatchObject({ attributes: [], singleLogout: true })
  })

  test('may be empty or absent', () => {
    expect(load('')).toEqual([portal])
    expect(loadServices('/nowhere/services.yaml', portal)).toEqual([portal])
  })

  test.each([
    ['services:\n  - id: library\n    urls: [', /line 3: this is not YAML/],
    [
      'services:\n  - id: Library\n    name: { pl: a, en: b }\n    urls: [https://a.example/]\n',
      /line 2: services\.0\.id/,
    ],
    [
      'services:\n  - id: library\n    name: { pl: a, en: b }\n    urls: [ftp://a.example/]\n',
      /line 4: services\.0\.urls\.0/,
    ],
    [
      'services:\n  - id: library\n    name: { pl: a, en: b }\n    urls: [https://a.example/]\n    attributes: [pesel]\n',
      /line 5: services\.0\.attributes\.0/,
    ],
    ['services:\n  - id: portal\n    name: { pl: a, en: b }\n    urls: [https://a.example/]\n', /portal stands twice/],
  ])('is refused with the line and a sentence: %j', (yaml, sentence) => {
    expect(() => load(yaml)).toThrow(sentence)
  })
})
