import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { identitySystem } from '../../../test/scim.ts'
import { university } from '../../../test/university.ts'

test('the requests of docs/operating/scim.md are answered as it says', async () => {
  const page = readFileSync('docs/operating/scim.md', 'utf8')
  const requests = [...page.matchAll(/```http\n([A-Z]+) \/scim\/v2(\S+)\n(?:\n([\s\S]*?)\n)?```\n\nAnswer: (\d{3})/g)]
  expect(requests.length).toBe(page.match(/```http/g)?.length)
  expect(requests.length).toBeGreaterThan(8)
  const idm = await identitySystem(await university())
  let id = ''
  for (const [, method = '', path = '', body, status] of requests) {
    const answer = await idm.ask(method, path.replace('{id}', id), body)
    expect([method, path, answer.status, answer.text.slice(0, answer.status < 400 ? 0 : 300)]).toEqual([
      method,
      path,
      Number(status),
      '',
    ])
    id ||= answer.body?.id ?? ''
  }
})
