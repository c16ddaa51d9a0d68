import { expect, test } from 'vitest'
import { staff } from '../../../test/staff.ts'
import { university } from '../../../test/university.ts'

const choices = [
  [{}, 'DISCLOSURE=page', 'nie został rozpoznany', 'it is not recognized'],
  [{}, 'OTHER_ADDRESSES=explain', 'który adres jest przypisany', 'which address is assigned'],
  [{}, 'PASSWORD_PROFILE=manual', 'co najmniej 8 znaków', 'at least 8 characters'],
  [{ DISCLOSURE: 'mailbox' }, 'DISCLOSURE=mailbox', 'tylko skrzynka', 'Only the mailbox is told'],
  [{ PASSWORD_PROFILE: 'strict' }, 'PASSWORD_PROFILE=strict', 'NIST SP 800-63B-4', 'without the security question'],
] as const

test.each(choices)('with %j an administrator reads %s, and what it means (req 49)', async (settings, set, pl, en) => {
  const agh = await university({ settings })
  const { visitor } = await staff(agh, 'admin')
  const front = await visitor.open('/desk/cases')
  const page = await visitor.open(front.link('Settings'))
  expect([page.status, page.heading]).toEqual([200, 'Settings'])
  expect(page.text).toContain(set)
  expect(page.text).toContain(en)
  expect((await visitor.open(page.link('Polski'))).text).toContain(pl)
})
