import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { readSettings } from '../config/index.ts'
import { HandSetClock, systemRandom } from '../world/index.ts'
import { registerSecurityTxt, securityTxtWarning } from './index.ts'

const now = new Date('2026-11-22T13:07:31Z')
const CONTACT = 'mailto:security@uni.example, https://uni.example/report'

async function ask(environment: Record<string, string>) {
  const settings = readSettings(environment)
  const parts = {
    settings,
    world: { clock: new HandSetClock(now), random: systemRandom },
    origin: 'https://login.uni.example',
  }
  const frame = await openFrame((app) => registerSecurityTxt(app, parts))
  return frame.ask('/.well-known/security.txt')
}

test('security.txt names whom to tell, once when it ends, less than a year ahead', async () => {
  const { status, headers, text } = await ask({
    SECURITY_CONTACT: CONTACT,
    SECURITY_POLICY: 'https://uni.example/policy',
  })
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
  expect(text).toBe(
    [
      'Contact: mailto:security@uni.example',
      'Contact: https://uni.example/report',
      'Expires: 2027-05-23T00:00:00Z',
      'Preferred-Languages: pl, en',
      'Canonical: https://login.uni.example/.well-known/security.txt',
      'Policy: https://uni.example/policy',
      '',
    ].join('\n'),
  )
})

test('without a contact there is no such file', async () => {
  expect((await ask({})).status).toBe(404)
})

test('a day that the operator names stands there, and is warned of thirty days before', async () => {
  const settings = (SECURITY_EXPIRES: string) => readSettings({ SECURITY_CONTACT: CONTACT, SECURITY_EXPIRES })
  expect((await ask({ SECURITY_CONTACT: CONTACT, SECURITY_EXPIRES: '2027-06-30' })).text).toContain(
    'Expires: 2027-06-30T23:59:59Z\n',
  )
  expect(securityTxtWarning(settings('2027-06-30'), now)).toBeUndefined()
  expect(securityTxtWarning(settings('2026-12-10'), now)).toMatch(/less than thirty days/)
  expect(securityTxtWarning(settings('2026-11-01'), now)).toMatch(/is over/)
  expect(securityTxtWarning(settings('2028-01-01'), now)).toMatch(/more than a year/)
})

test('what is no address or no day stops the start with a sentence', () => {
  for (const [name, value] of [
    ['SECURITY_CONTACT', 'security@uni.example'],
    ['SECURITY_CONTACT', 'http://uni.example'],
    ['SECURITY_POLICY', 'http://uni.example'],
    ['SECURITY_EXPIRES', '2027-02-30'],
  ] as const) {
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`${name} must`))
  }
})
