import { expect, test } from 'vitest'
import { helpRequest } from '../../../test/help-steps.ts'
import { savePerson } from '../../../test/person.ts'
import { staff } from '../../../test/staff.ts'
import { university } from '../../../test/university.ts'
import type { Visitor } from '../../../test/visitor.ts'

test('by any part of the name, in any order and without Polish letters, and one match leads straight to the person', async () => {
  const agh = await university()
  const { visitor } = await staff(agh, 'desk')
  for (const typed of ['lukasiewicz-zak zofia', 'Żak Zofia Łuk', '401877', 'ZLUKASIEWICZ@student.agh.edu.pl']) {
    const page = await search(visitor, typed)
    expect(page.heading, typed).toBe(agh.person('zofia').name)
  }
})

test('among others of the name, in the order of the Polish alphabet, with what tells them apart', async () => {
  const agh = await university()
  const { visitor } = await staff(agh, 'desk')
  const page = await search(visitor, 'ja')
  const names = page.document.querySelectorAll('.rows a').map((link) => link.textContent)
  expect(names.length).toBeGreaterThan(3)
  const bySurname = (name: string) => name.split(' ').at(-1) ?? ''
  expect(names).toEqual(names.toSorted((one, other) => bySurname(one).localeCompare(bySurname(other), 'pl')))
  expect(page.document.querySelector('.rows .tag')).not.toBeNull()
})

test('nobody is told so, and so is whoever types nothing, one letter, or a PESEL, which is not repeated', async () => {
  const agh = await university()
  const { visitor } = await staff(agh, 'desk')
  expect((await search(visitor, 'xyzzyx')).text).toContain('Nobody was found')
  expect((await search(visitor, '')).summary).toContain('Type a name')
  expect((await search(visitor, 'ł')).summary).toContain('Type at least two characters')
  const { pesel = '' } = agh.person('alice')
  const page = await search(visitor, pesel ?? '')
  expect(page.status).toBe(422)
  expect(page.summary).toContain('Nobody is found by a PESEL number')
  expect(page.html).not.toContain(pesel)
})

test('fifty are shown, and a sentence says that there are more', async () => {
  const agh = await university()
  for (let number = 0; number < 51; number++) {
    const surname = `Zięba${String.fromCharCode(97 + (number % 26))}`
    await savePerson(agh.database.db, agh.clock.now(), { id: `zieba-${number}`, givenNames: 'Żaneta', surname })
  }
  const { visitor } = await staff(agh, 'desk')
  const page = await search(visitor, 'zieba zaneta')
  expect(page.document.querySelectorAll('.rows a')).toHaveLength(50)
  expect(page.text).toContain('50 people are shown, and there are more.')
})

test('a case is found by its number as people read it out, by the desk whose case it is', async () => {
  const agh = await university()
  await helpRequest(agh, 'nowa.osoba@student.agh.edu.pl', { 'Album number:': '409999' })
  const { visitor } = await staff(agh, 'registration')
  for (const typed of ['R-2026-0001', 'r 2026 0001', 'Case R-2026-0001', '0001']) {
    const page = await search(visitor, typed)
    expect([typed, page.address.pathname]).toEqual([typed, '/desk/cases/R-2026-0001'])
  }
  expect((await search((await staff(agh, 'auditor')).visitor, '0001')).heading).toContain('nowa.osoba@')
  const other = (await staff(agh, 'desk')).visitor
  for (const typed of ['R-2026-0001', '0001', 'nowa.osoba@student.agh.edu.pl'])
    expect((await search(other, typed)).text, typed).toContain('Nobody was found')
})

test('the cases of a mailbox are found by it, closed ones too, newest first, beside the person who has it', async () => {
  const agh = await university()
  const mailbox = 'nowa.osoba@student.agh.edu.pl'
  await helpRequest(agh, mailbox, { 'Album number:': '409999' })
  const { visitor } = await staff(agh, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const { action, body } = visitor.fill(page, 'Decline and send the letter')
  body.set('because', 'not-in-registry')
  await visitor.request('POST', action, body)
  const found = () => search(visitor, ' Nowa.Osoba@student.agh.edu.pl')
  expect((await found()).address.pathname).toBe('/desk/cases/R-2026-0001')

  agh.clock.advance({ minutes: 6 })
  await helpRequest(agh, mailbox, { 'Album number:': '409999' })
  const both = await found()
  const rows = both.document.querySelectorAll('.rows li').map((row) => row.textContent.replace(/\s+/g, ' '))
  expect(rows).toEqual([expect.stringMatching(/R-2026-0002.*open$/), expect.stringMatching(/R-2026-0001.*closed$/)])
  expect(both.text).not.toContain('Nobody was found')

  const { login, name } = agh.person('kacper')
  await helpRequest(agh, login)
  const links = (await search(visitor, login)).document.querySelectorAll('.rows a').map((link) => link.textContent)
  expect(links).toEqual([name, 'R-2026-0003'])
})

test('without a name or an address in any address or log', async () => {
  const agh = await university()
  const { visitor } = await staff(agh, 'desk')
  await search(visitor, 'Jemiołuszka')
  await search(visitor, 'ijemioluszka@agh.edu.pl')
  const left = `${decodeURIComponent(visitor.trail.join('\n'))}\n${agh.logText()}`
  expect(left).not.toMatch(/jemio/i)
  expect((await visitor.open('/desk/people?q=kowalski')).heading).toBe('Find a person')
})

function search(visitor: Visitor, typed: string) {
  return visitor
    .open('/desk/people')
    .then((page) => visitor.submit(page, 'Search', { 'Whom you are looking for': typed }))
}
