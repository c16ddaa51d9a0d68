import { expect, test } from 'vitest'
import { client, comeBack, relyingParty } from '../relying-party.ts'
import { university } from '../university.ts'

test('thin line', async () => {
  const here = await university({ services: [client('library')], clock: 'real', hashMemory: 1024 })
  const alicja = here.person('alice')
  const library = await relyingParty(here, 'library')
  const visitor = here.visitor()
  const { tokens } = await library.signIn(visitor, alicja)
  console.log(tokens.claims(), await library.userinfo(tokens))
  const begun = await library.begin({ prompt: 'none' })
  const back = await comeBack(visitor, begun.address)
  console.log((await library.exchange(begun, back)).claims())
  console.log(here.logText().split('\n').filter((line) => /error/.test(line)).join('\n'))
  expect(1).toBe(1)
})
