import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clockThatJumps } from '../../../test/clock-that-jumps.ts'
import { identitySystem, SCHEMAS } from '../../../test/scim.ts'
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

test('a node whose clock is wrong writes nobody, says when to come again, and goes on telling who is there', async () => {
  const machine = clockThatJumps()
  const furta = await university({ machineClock: machine.clock })
  const idm = await identitySystem(furta)
  const [student] = (await idm.ask('GET', '/Users?count=1')).body.Resources
  const path = `/Users/${student.id}`
  const suspends = { schemas: [SCHEMAS.patch], Operations: [{ op: 'replace', value: { active: false } }] }
  const writes = [
    ['POST', '/Users', { schemas: [SCHEMAS.user], userName: 'new@student.agh.edu.pl', name: { familyName: 'Lis' } }],
    ['PUT', path, { ...student, active: false }],
    ['PATCH', path, suspends],
    ['DELETE', path],
  ] as const
  for (const minutes of [6, -6]) {
    machine.jump(minutes * 60_000)
    for (const [method, where, body] of writes) {
      const answer = await idm.ask(method, where, body)
      expect([method, answer.status, answer.headers.get('retry-after')]).toEqual([method, 503, '60'])
      expect(answer.body).toEqual({
        schemas: [SCHEMAS.error],
        status: '503',
        detail: expect.stringMatching(
          /^The clocks of this node and of its database are more than five minutes apart\./,
        ),
      })
    }
    expect((await idm.ask('GET', path)).body).toEqual(student)
  }
  // By such a clock the token has ended: another one would be of no use.
  machine.jump(365 * 86_400_000)
  furta.clock.advance({ days: 365 })
  expect((await idm.ask('PATCH', path, suspends)).status).toBe(503)
  machine.jump(0)
  expect((await idm.ask('PATCH', path, suspends)).status).toBe(401)
  furta.clock.advance({ days: -365 })
  expect((await idm.ask('PATCH', path, suspends)).body.active).toBe(false)
})
