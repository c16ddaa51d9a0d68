import { expect, test } from 'vitest'
import * as admin from './admin.ts'
import * as audit from './audit.ts'
import * as backup from './backup.ts'
import * as keys from './keys.ts'
import * as mail from './mail.ts'
import * as restore from './restore.ts'
import * as usosApi from './usos-api.ts'

const commands = { admin, audit, backup, keys, mail, restore, 'usos-api': usosApi }

test.each([
  ['admin dance', '“admin” has no “dance”.'],
  ['admin', '“admin” has to be told what to do.'],
  ['audit', '“audit” has to be told what to do.'],
  ['audit delete', '“audit” has no “delete”.'],
  ['backup', 'The file is missing: npm run furta -- backup FILE'],
  ['backup one two', '“backup” has no “one”.'],
  ['backup night --identity key', '“backup FILE” has no “--identity”.'],
  ['backup --bogus', /^Unknown option '--bogus'/],
  ['restore', 'The file is missing: npm run furta -- restore FILE --identity KEYFILE'],
  ['restore one two', '“restore FILE” has no “two”.'],
  ['keys', '“keys” has to be told what to do.'],
  ['keys bogus', '“keys” has no “bogus”.'],
  ['keys list all', '“keys list” has no “all”.'],
  ['keys rotate --bogus', '“keys rotate” has no “--bogus”.'],
  ['keys rotate --at-once now', '“keys rotate” has no “now”.'],
  ['keys retire', 'The ID is missing: npm run furta -- keys retire ID'],
  ['keys retire-pesel one --lost', '“keys retire-pesel” has no “--lost”.'],
  ['mail send', '“mail” has no “send”.'],
  ['mail dkim', 'The file is missing: npm run furta -- mail dkim key.pem'],
  ['mail bounce now', '“mail bounce” has no “now”.'],
  ['usos-api push', '“usos-api” has no “push”.'],
])('furta %s: the first line says what was not understood', async (typed, said) => {
  const [name, ...args] = typed.split(' ')
  const { run } = commands[name as keyof typeof commands]
  const refused = (await run(args).catch((reason: unknown) => reason)) as Error
  const [first, second, third] = refused.message.split('\n')
  if (typeof said === 'string') expect(first).toBe(said)
  else expect(first).toMatch(said)
  expect([refused.name, second]).toEqual(['Refused', ''])
  expect(third).toMatch(/^npm run furta -- /)
})
