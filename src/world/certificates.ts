import { X509Certificate } from 'node:crypto'

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Whether a text in PEM holds certificates, and whole ones alone. TLS passes over anything else without a word. */
export function holdsCertificates(text: string): boolean {
  const all = text.match(PEM) ?? []
  const begun = text.split('-----BEGIN CERTIFICATE').length - 1
  try {
    return all.length > 0 && all.length === begun && all.every((one) => new X509Certificate(one).raw.length > 0)
  } catch {
    return false
  }
}
