import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that signs itself, for servers that tests start: valid for a day, for the names given (RFC 5280). */
export function selfSignedCertificate(...names: string[]): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = sequence(set(sequence(objectId('550403'), utf8(names[0] ?? 'test'))))
  const hour = 3_600_000
  const body = sequence(
    der(0xa0, integer(2)),
    integer(1),
    sequence(ECDSA_WITH_SHA256),
    subject,
    sequence(time(Date.now() - hour), time(Date.now() + 23 * hour)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(objectId('551d11'), der(0x04, sequence(...names.map(alternativeName)))),
        sequence(objectId('551d13'), der(0x01, Buffer.of(0xff)), der(0x04, sequence(der(0x01, Buffer.of(0xff))))),
      ),
    ),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, sequence(ECDSA_WITH_SHA256), der(0x03, Buffer.of(0), signature))
  const base64 = certificate.toString('base64').replace(/(.{64})/g, '$1\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

const ECDSA_WITH_SHA256 = objectId('2a8648ce3d040302')

function der(tag: number, ...parts: Buffer[]) {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}

function sequence(...parts: Buffer[]) {
  return der(0x30, ...parts)
}

function set(...parts: Buffer[]) {
  return der(0x31, ...parts)
}

function objectId(hex: string) {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function integer(value: number) {
  return der(0x02, Buffer.of(value))
}

function utf8(text: string) {
  return der(0x0c, Buffer.from(text))
}

function time(moment: number) {
  const digits = new Date(moment).toISOString().replace(/\D/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${digits}Z`))
}

function alternativeName(name: string) {
  const octets = /^\d+\.\d+\.\d+\.\d+$/.test(name) && name.split('.').map(Number)
  return octets ? der(0x87, Buffer.from(octets)) : der(0x82, Buffer.from(name))
}
