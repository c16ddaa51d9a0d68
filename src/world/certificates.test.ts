import { expect, test } from 'vitest'
import { selfSignedCertificate } from '../../test/certificate.ts'
import { holdsCertificates } from './index.ts'

test('a file of certificates holds whole ones alone: one that a full disk has cut off is no part of it', () => {
  const { cert } = selfSignedCertificate('localhost')
  expect(holdsCertificates(cert)).toBe(true)
  expect(holdsCertificates(`The authority of the university\n${cert}\n${cert}`)).toBe(true)
  const cut = cert.slice(0, cert.length / 2)
  for (const text of ['', 'no certificate', cut, cert + cut, cut + cert, cert.replace('END', 'END OF')])
    expect(holdsCertificates(text)).toBe(false)
})
