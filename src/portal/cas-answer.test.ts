import { expect, test } from 'vitest'
import { readCasAnswer } from './cas-answer.ts'

const success = (inside: string) =>
  `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>${inside}</cas:authenticationSuccess></cas:serviceResponse>`

test('a confirmed ticket names the person and what the portal may know of them', () => {
  const answer = readCasAnswer(
    success(`
      <cas:user>alicja.wrona@student.agh.edu.pl</cas:user>
      <cas:attributes>
        <cas:givenName>Alicja</cas:givenName>
        <cas:student_number>004021</cas:student_number>
        <cas:employeeType>S</cas:employeeType><cas:employeeType>P</cas:employeeType>
        <cas:sn/>
      </cas:attributes>`),
  )
  expect(answer).toEqual({
    kind: 'valid',
    user: 'alicja.wrona@student.agh.edu.pl',
    attributes: { givenName: ['Alicja'], student_number: ['004021'], employeeType: ['S', 'P'] },
  })
})

test('names with signs of XML come through as they are, numbered or named', () => {
  const answer = readCasAnswer(
    success(
      '<cas:user>x</cas:user><cas:attributes><cas:sn>&#60;b&#62; &amp;amp; O&#39;Neil &quot;Ł&quot;</cas:sn></cas:attributes>',
    ),
  )
  expect(answer).toMatchObject({ attributes: { sn: [`<b> &amp; O'Neil "Ł"`] } })
})

test('a server of another make, with another prefix and no attributes, is understood', () => {
  const answer = readCasAnswer(
    '<?xml version="1.0"?>\n<x:serviceResponse xmlns:x="http://www.yale.edu/tp/cas"><x:authenticationSuccess><x:user>a</x:user></x:authenticationSuccess></x:serviceResponse>',
  )
  expect(answer).toEqual({ kind: 'valid', user: 'a', attributes: {} })
})

test('a refusal carries its code', () => {
  const answer = readCasAnswer(
    '<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure code="INVALID_TICKET">Ticket ST-1 not recognized</cas:authenticationFailure></cas:serviceResponse>',
  )
  expect(answer).toEqual({ kind: 'refused', code: 'INVALID_TICKET' })
})

test('an answer that says both yes and no is a no', () => {
  const answer = readCasAnswer(
    '<s><authenticationFailure code="INVALID_TICKET"/></s>'
      .replaceAll('s>', 'serviceResponse>')
      .replace(
        '<authenticationFailure',
        '<authenticationSuccess><user>a</user></authenticationSuccess><authenticationFailure',
      ),
  )
  expect(answer).toEqual({ kind: 'refused', code: 'INVALID_TICKET' })
})

test.each([
  ['nothing', ''],
  ['a page', '<!doctype html><html><body>Sign in</body></html>'],
  ['half an answer', '<cas:serviceResponse><cas:authenticationSuccess><cas:user>a'],
  ['a success without a person', success('')],
  ['a person without a name', success('<cas:user> </cas:user>')],
  ['two persons', success('<cas:user>a</cas:user><cas:user>b</cas:user>')],
  ['a person inside a person', success('<cas:user><cas:user>a</cas:user></cas:user>')],
  [
    'two successes',
    success('<cas:user>a</cas:user></cas:authenticationSuccess><cas:authenticationSuccess><cas:user>b</cas:user>'),
  ],
  ['entities of its own', `<!DOCTYPE a [<!ENTITY e "admin">]>${success('<cas:user>&e;</cas:user>')}`],
  ['a name from the depths of the language', success('<cas:__proto__><cas:user>a</cas:user></cas:__proto__>')],
  ['ten thousand levels', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
])('%s is no answer', (_, text) => {
  expect(readCasAnswer(text)).toEqual({ kind: 'unreadable' })
})
