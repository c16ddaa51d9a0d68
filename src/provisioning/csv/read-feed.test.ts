import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { endOfDay } from './end-of-day.ts'
import { type CsvEncoding, readFeed } from './index.ts'

const options = { mailDomains: ['agh.edu.pl'], timeZone: 'Europe/Warsaw', now: new Date('2026-11-22T12:00:00Z') }

async function read(file: string | Buffer | Readable, encoding?: CsvEncoding) {
  const source = typeof file === 'string' || Buffer.isBuffer(file) ? Readable.from([file]) : file
  const items = []
  for await (const item of readFeed(source, { ...options, encoding })) items.push(item)
  return {
    header: items.find((item) => item.kind === 'header'),
    rows: items.filter((item) => item.kind === 'row'),
    faults: items.flatMap((item) => (item.kind === 'fault' ? [item.fault] : [])),
  }
}

/** What a spreadsheet in Poland writes: ą in one byte. */
function cp1250(text: string) {
  const bytes: Record<string, number> = {
    ą: 0xb9,
    ć: 0xe6,
    ę: 0xea,
    ł: 0xb3,
    ń: 0xf1,
    ó: 0xf3,
    ś: 0x9c,
    ź: 0x9f,
    ż: 0xbf,
    Ż: 0xaf,
    Ł: 0xa3,
  }
  return Buffer.from([...text].map((letter) => bytes[letter] ?? letter.charCodeAt(0)))
}

describe('a file is read however it is written', () => {
  const text = 'id,last_name,first_name\n1,Żółć,Łucja\n'

  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['CP1250', cp1250(text), 'cp1250'],
  ])('%s', async (_name, bytes, encoding) => {
    const { header, rows } = await read(bytes)
    expect(header).toMatchObject({ encoding })
    expect(rows).toMatchObject([{ row: 2, usosId: '1', facts: { surname: 'Żółć', givenNames: 'Łucja' } }])
  })

  test('letters that fall between two pieces of the stream stay whole', async () => {
    const bytes = Buffer.from(text)
    const drops = Array.from(bytes, (byte) => Buffer.from([byte]))
    expect((await read(Readable.from(drops))).rows).toMatchObject([{ facts: { surname: 'Żółć' } }])
  })

  test('the operator may say how, where the bytes do not tell', async () => {
    // “Ł·ł” in CP1250 also makes sense as UTF-8.
    const bytes = Buffer.concat([Buffer.from('id,last_name\n1,'), Buffer.from([0xc5, 0x82]), Buffer.from('\n')])
    expect((await read(bytes)).rows).toMatchObject([{ facts: { surname: 'ł' } }])
    expect((await read(bytes, 'cp1250')).rows).toMatchObject([{ facts: { surname: 'Ĺ‚' } }])
  })

  test.each([[','], [';'], ['\t']])('separated by %j, with quotes and line ends of any system', async (separator) => {
    const line = (...cells: string[]) => cells.join(separator)
    for (const end of ['\n', '\r\n', '\r']) {
      const file = [line('last_name', '"id"', 'note'), line('"Nowak ""junior"""', '7', 'x'), ''].join(end)
      expect((await read(file)).rows).toMatchObject([{ row: 2, usosId: '7', facts: { surname: 'Nowak "junior"' } }])
    }
  })

  test('columns stand in any order; those nobody knows are said and not read', async () => {
    const { header, rows } = await read('sex,LAST_NAME,telefon 600700800,id\nF,Lis,1,5\n')
    expect(header).toMatchObject({ ignored: ['sex', 'telefon …'] })
    expect(rows[0]?.facts.surname).toBe('Lis')
    expect(JSON.stringify(rows)).not.toMatch(/"F"/)
  })

  test('rows are counted as a spreadsheet counts, blank ones too', async () => {
    const { rows } = await read('id,last_name\n\n1,Lis\n,\n2,Kos')
    expect(rows.map(({ row }) => row)).toEqual([3, 5])
  })
})

describe('a broken file is refused as a whole, with the row', () => {
  const good = 'id,last_name\n1,Lis\n'

  test.each([
    ['nothing in it', '', { kind: 'empty' }],
    ['blanks alone', ' \n \n', { kind: 'empty' }],
    ['no names of columns', '1,Lis\n2,Kos\n', { kind: 'no-header', row: 1 }],
    ['no id', 'last_name,email\nLis,x\n', { kind: 'column-missing', column: 'id' }],
    ['a column twice', 'id,last_name,ID\n1,Lis,2\n', { kind: 'column-twice', column: 'id' }],
    ['a quote in the middle', `${good}2,Ko"s\n`, { kind: 'quotes', row: 3 }],
    ['a quote that is not closed', `${good}2,"Kos\n3,Sum\n`, { kind: 'quotes', row: 3 }],
    [
      'a quote that swallows the next row',
      `${good}2,"Kos\n3,Sum"\n`,
      { kind: 'control-character', row: 3, column: 'last_name' },
    ],
    ['a NUL', `${good}2,K\u0000s\n`, { kind: 'control-character', row: 3, column: 'last_name' }],
    ['an escape', `${good}2,K\u001b[2J\n`, { kind: 'control-character', row: 3 }],
    ['a cell of ten megabytes', `${good}2,${'x'.repeat(10 * 1024 * 1024)}\n`, { kind: 'row-too-long', row: 3 }],
    [
      'a quoted cell of ten megabytes',
      `${good}2,"${'x\n'.repeat(5 * 1024 * 1024)}"\n`,
      { kind: 'row-too-long', row: 3 },
    ],
    ['a heading of ten megabytes', 'x'.repeat(10 * 1024 * 1024), { kind: 'no-header', row: 1 }],
    ['a cell too many', `${good}2,Kos,Nowa\n`, { kind: 'ragged', row: 3, cells: 3, expected: 2 }],
    ['a cell too few', `${good}2\n`, { kind: 'ragged', row: 3, cells: 1, expected: 2 }],
    ['two bytes to a letter', Buffer.from(`\ufeff${good}`, 'utf16le'), { kind: 'not-text' }],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xee]), { kind: 'no-header' }],
  ])('%s', async (_what, file, fault) => {
    const { faults } = await read(file)
    expect(faults[0]).toMatchObject(fault)
  })

  test('bytes that were damaged in a file of UTF-8 are found, and not taken for another encoding', async () => {
    const [start, end] = [Buffer.from('id,last_name\n1,Żółć\n2,K'), Buffer.from('s\n3,Źródło\n')]
    expect((await read(Buffer.concat([start, Buffer.from([0xff]), end]))).faults).toEqual([
      { kind: 'encoding', row: 3 },
    ])
  })

  test('an upload that ends in the middle', async () => {
    const source = Readable.from(
      (async function* () {
        yield Buffer.from(good)
        throw new Error('The connection was lost.')
      })(),
    )
    expect((await read(source)).faults).toEqual([{ kind: 'interrupted' }])
  })

  test('of many faults the first twenty are told', async () => {
    expect((await read(`id,last_name\n${'1\n'.repeat(100)}`)).faults).toHaveLength(20)
  })
})

test.each<[day: string, moment: string | undefined, when: string]>([
  ['2026-06-30', '2026-06-30T22:00:00.000Z', 'in summer'],
  ['2026-12-31', '2026-12-31T23:00:00.000Z', 'in winter'],
  ['2026-03-28', '2026-03-28T23:00:00.000Z', 'before the night when clocks go forward'],
  ['2026-03-29', '2026-03-29T22:00:00.000Z', 'after it'],
  ['2026-10-25', '2026-10-25T23:00:00.000Z', 'after the night when they go back'],
  ['2026-02-29', undefined, 'no such day'],
  ['2026-2-3', undefined, 'not as it is written'],
])('the last day of an account, %s, is over at %s: %s', (day, moment, _when) => {
  expect(endOfDay(day, 'Europe/Warsaw')).toBe(moment)
})
