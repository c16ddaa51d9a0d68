import { broken, codeOf, type Finding, fine, look } from '../finding.ts'
import type { Names } from './resolver.ts'
import { askSpf } from './spf.ts'

interface MailFacts {
  /** Of the sender, `agh.edu.pl`. */
  readonly domain: string
  /** The domain and selector of signatures, and the record that must stand there; nothing where the mail server signs. */
  readonly dkim: { readonly domain: string; readonly selector: string; readonly record: string } | undefined
  /** Where letters are handed over; nothing when that is this machine, which sends by who knows which address. */
  readonly mailServer: string | undefined
}

/** Whether letters of this domain are believed by those who get them: MX, SPF, DKIM and DMARC. */
export async function lookAtMailDomain(names: Names, facts: MailFacts): Promise<Finding[]> {
  const looks = [lookAtMx, lookAtSpf, lookAtDkim, lookAtDmarc]
  return Promise.all(
    looks.map((one) =>
      one(names, facts).catch((error: unknown) =>
        look(
          'mail domain',
          `The DNS does not answer about ${facts.domain} (${codeOf(error)}).`,
          'Try again, or ask another resolver: --resolver ADDRESS.',
        ),
      ),
    ),
  )
}

async function lookAtMx(names: Names, { domain }: MailFacts): Promise<Finding> {
  const hosts = await names.mail(domain)
  if (hosts.some(({ exchange }) => exchange !== '' && exchange !== '.'))
    return fine('MX', `Mail to ${domain} goes to ${hosts.map(({ exchange }) => exchange).join(', ')}.`)
  return look(
    'MX',
    `${domain} takes no mail: there is no MX record.`,
    'Letters that come back, and answers of people, would be lost. Use a sender whose domain takes mail.',
  )
}

async function lookAtSpf(names: Names, { domain, mailServer }: MailFacts): Promise<Finding> {
  const texts = (await names.texts(domain)).filter((text) => /^v=spf1( |$)/i.test(text))
  if (texts.length === 0)
    return look(
      'SPF',
      `${domain} has no SPF record.`,
      'Publish one that permits the mail server: many recipients ask for it (RFC 7208).',
    )
  if (texts.length > 1)
    return broken(
      'SPF',
      `${domain} has ${texts.length} SPF records: all of them count for nothing.`,
      'Make one of them.',
    )
  const addresses = mailServer === undefined ? [] : await names.addresses(mailServer)
  if (addresses.length === 0)
    return fine(
      'SPF',
      `${domain} has an SPF record. Whether it permits the address that letters leave from cannot be seen from here.`,
    )
  const results = await Promise.all(addresses.map((address) => askSpf(names, address, domain)))
  const said = `${domain}, asked for ${mailServer} (${addresses.join(', ')}), says ${[...new Set(results)].join(', ')}`
  if (results.every((result) => result === 'pass')) return fine('SPF', `${said}.`)
  if (results.includes('permerror'))
    return broken(
      'SPF',
      `${said}: the record has a mistake, or needs more than ten look-ups.`,
      'Correct it: as it stands it counts for nothing (RFC 7208 §4.6.4).',
    )
  if (results.every((result) => result === 'pass' || result === 'cannot-tell')) return fine('SPF', `${said}.`)
  return look(
    'SPF',
    `${said}.`,
    'If letters leave from that very address, permit it. A relay may send from another one: then ask its operator.',
  )
}

async function lookAtDkim(names: Names, { dkim }: MailFacts): Promise<Finding> {
  if (!dkim) return fine('DKIM', 'DKIM_KEY is not set: signing is left to the mail server.')
  const name = `${dkim.selector}._domainkey.${dkim.domain}`
  const records = await names.texts(name)
  const keyIn = (record: string) => /(?:^|;)\s*p=([^;]*)/.exec(record)?.[1]?.replace(/\s/g, '') ?? ''
  if (records.length === 0)
    return broken(
      'DKIM',
      `Letters are signed, and ${name} has no TXT record: the signatures cannot be checked.`,
      'Publish the record that `furta mail dkim` printed, or take DKIM_KEY away.',
    )
  if (records.some((record) => keyIn(record) === keyIn(dkim.record)))
    return fine('DKIM', `${name} holds the key that letters are signed with.`)
  return broken(
    'DKIM',
    `${name} holds another key than DKIM_KEY: every signature is wrong.`,
    'Publish the record of the present key, or give back the former one.',
  )
}

async function lookAtDmarc(names: Names, { domain }: MailFacts): Promise<Finding> {
  // RFC 7489 §6.6.3 asks the organizational domain; each domain above is tried, which finds it without a list of suffixes.
  const labels = domain.split('.')
  for (let at = 0; at < labels.length - 1; at++) {
    const asked = labels.slice(at).join('.')
    const record = (await names.texts(`_dmarc.${asked}`)).find((text) => /^v=DMARC1\s*(;|$)/i.test(text))
    if (record === undefined) continue
    const tag = (name: string) => new RegExp(`;\\s*${name}\\s*=\\s*([a-z]+)`, 'i').exec(record)?.[1]?.toLowerCase()
    const policy = (at > 0 ? tag('sp') : undefined) ?? tag('p')
    if (policy === 'reject' || policy === 'quarantine')
      return fine('DMARC', `${asked} asks others to ${policy} letters that only pretend to be from ${domain}.`)
    return look(
      'DMARC',
      `${asked} has a DMARC record whose policy is ${policy ?? 'missing'}.`,
      'Anybody may write in your name. When the reports show that your own letters pass, go on to p=quarantine.',
    )
  }
  return look(
    'DMARC',
    `${domain} has no DMARC record.`,
    `Begin with _dmarc.${domain} TXT "v=DMARC1; p=none; rua=mailto:…" and read the reports.`,
  )
}
