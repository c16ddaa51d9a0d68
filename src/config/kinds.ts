import { readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import { holdsCertificates } from '../world/index.ts'

/** How one kind of setting is written, read and explained. `read` throws a sentence that never repeats a secret. */
export interface Kind<Value> {
  readonly name: string
  read(text: string): Value
  write(value: Value): string
}

export const text: Kind<string> = { name: 'text', read: (given) => given, write: (value) => value }

export const optionalText: Kind<string | undefined> = {
  name: 'text',
  read: (given) => given || undefined,
  write: (value) => value ?? '',
}

/** A file of certificates that can be read. Looked at when the settings are: without it whoever it vouches for is trusted no more. */
export const certificateFile: Kind<string | undefined> = {
  name: 'file of certificates (PEM)',
  read(given) {
    let text: string
    try {
      text = readFileSync(given, 'utf8')
    } catch {
      throw new Error(`cannot be used: ${given} cannot be read`)
    }
    if (!holdsCertificates(text)) throw new Error(`cannot be used: ${given} holds no whole certificates in PEM`)
    return given
  },
  write: (value) => value ?? '',
}

export function oneOf<const Choice extends string>(...choices: Choice[]): Kind<Choice> {
  return {
    name: choices.join(' or '),
    read(given) {
      const choice = choices.find((name) => name === given)
      if (choice === undefined) throw new Error(`must be ${choices.join(' or ')}`)
      return choice
    },
    write: (value) => value,
  }
}

export function count(range: { from: number; to: number }): Kind<number> {
  return {
    name: `whole number, ${range.from} to ${range.to}`,
    read(given) {
      const value = Number(given)
      if (!/^\d+$/.test(given) || value < range.from || value > range.to) {
        throw new Error(`must be a whole number from ${range.from} to ${range.to}`)
      }
      return value
    },
    write: String,
  }
}

const unitLengths = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
type Unit = keyof typeof unitLengths

/** Milliseconds inside, `90s`, `60m`, `24h` or `30d` outside. */
export function duration(range: { from: string; to: string }): Kind<number> {
  const from = milliseconds(range.from)
  const to = milliseconds(range.to)
  return {
    name: `time, ${range.from} to ${range.to}`,
    read(given) {
      const value = milliseconds(given)
      if (Number.isNaN(value) || value < from || value > to) {
        throw new Error(`must be a time from ${range.from} to ${range.to}, written like 90s, 60m, 24h or 30d`)
      }
      return value
    },
    write: inWords,
  }
}

/** A time, or nothing: then the program says what is right. */
export function optionalDuration(range: { from: string; to: string }): Kind<number | undefined> {
  const kind = duration(range)
  return {
    name: kind.name,
    read: (given) => (given === '' ? undefined : kind.read(given)),
    write: (value) => (value === undefined ? '' : kind.write(value)),
  }
}

export const flag: Kind<boolean> = {
  name: 'yes or no',
  read(given) {
    if (/^(yes|true|1)$/i.test(given)) return true
    if (/^(no|false|0)$/i.test(given)) return false
    throw new Error('must be yes or no')
  },
  write: (value) => (value ? 'yes' : 'no'),
}

/** `03:15`: a time of the day, on the clocks of the university. */
export const timeOfDay: Kind<string> = {
  name: 'time of the day, such as 03:15',
  read(given) {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(given)) throw new Error('must be a time of the day such as 03:15')
    return given
  },
  write: (value) => value,
}

const list: Kind<readonly string[]> = {
  name: 'list, separated by commas',
  read: (given) =>
    given
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  write: (value) => value.join(','),
}

/** Public keys of age, as `age-keygen` prints them. */
export const ageRecipients: Kind<readonly string[]> = {
  ...list,
  name: 'public keys of age (age1…), separated by commas',
  read(given) {
    const all = list.read(given)
    if (!all.every((one) => /^age1[02-9a-z]{50,}$/.test(one)))
      throw new Error('must hold public keys of age, age1… each. What begins with AGE-SECRET-KEY does not belong here')
    return all
  },
}

/** Addresses and networks in CIDR, such as `10.0.0.0/8`. */
export const networks: Kind<readonly string[]> = {
  ...list,
  name: 'addresses or networks, separated by commas',
  read(given) {
    const all = list.read(given)
    const wrong = all.find((one) => !(one.includes('/') ? ipaddr.isValidCIDR(one) : isAddress(one)))
    if (wrong !== undefined)
      throw new Error(`must hold addresses or networks such as 10.0.0.0/8; "${wrong}" is neither`)
    return all
  },
}

function isAddress(text: string) {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
}

/** `https://login.example.edu`: scheme, host and port alone. */
export const origin: Kind<string | undefined> = {
  name: 'origin, such as https://login.example.edu',
  read(given) {
    if (given === '') return undefined
    const url = URL.canParse(given) ? new URL(given) : undefined
    if (!url || !/^https?:$/.test(url.protocol) || url.origin !== given.replace(/\/$/, '')) {
      throw new Error('must be an origin such as https://login.example.edu, without a path')
    }
    return url.origin
  },
  write: (value) => value ?? '',
}

/** `tls://siem.example.edu:6514`: a collector of syslog. */
export const collector: Kind<string | undefined> = {
  name: 'udp://host:514, tcp://host:601 or tls://host:6514',
  read(given) {
    const url = URL.canParse(given) ? new URL(given) : undefined
    if (!url || !/^(udp|tcp|tls):$/.test(url.protocol) || url.hostname === '' || !/^\w+:\/\/[^/?#@]+\/?$/.test(given)) {
      throw new Error('must be udp://host:port, tcp://host:port or tls://host:port, without a path')
    }
    return given
  },
  write: (value) => value ?? '',
}

export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/** `127.0.0.1:9464` or `[::1]:9464`. Always with the address, so that nothing is open to everybody by leaving it out. */
export const listenAddress: Kind<ListenAddress | undefined> = {
  name: 'address:port',
  read(given) {
    const [, host = '', port = ''] = /^(\[[0-9a-f:]+\]|[^\s:/@]+):(\d{1,5})$/i.exec(given) ?? []
    if (host === '' || Number(port) > 65535 || Number(port) < 1) {
      throw new Error('must be an address and a port, such as 127.0.0.1:9464 or [::1]:9464')
    }
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
  },
  write: (value) =>
    value === undefined ? '' : `${value.host.includes(':') ? `[${value.host}]` : value.host}:${value.port}`,
}

/** The address of a server that speaks HTTP, with or without a path. */
export const httpAddress: Kind<string | undefined> = {
  name: 'http or https address',
  read(given) {
    const url = /[\s<>"?#@]/.test(given) || !URL.canParse(given) ? undefined : new URL(given)
    if (!url || !/^https?:$/.test(url.protocol)) {
      throw new Error('must be an http or https address without a query, such as http://127.0.0.1:4318')
    }
    return given.replace(/\/+$/, '')
  },
  write: (value) => value ?? '',
}

/** An https address, whole. */
export const httpsAddress: Kind<string | undefined> = {
  name: 'https address',
  read(given) {
    if (!isHttps(given)) throw new Error('must be an https address')
    return given
  },
  write: (value) => value ?? '',
}

/** `mailto:` and `https:` addresses (RFC 9116, section 2.5.3). */
export const securityContacts: Kind<readonly string[]> = {
  ...list,
  name: 'mailto: or https: addresses, separated by commas',
  read(given) {
    const all = list.read(given)
    const wrong = all.find((one) => !isHttps(one) && !/^mailto:[^\s@<>,]+@([a-z0-9-]+\.)+[a-z0-9-]{2,}$/i.test(one))
    if (wrong !== undefined) throw new Error(`must hold mailto: or https: addresses; "${wrong}" is neither`)
    return all
  },
}

/** A day such as `2027-06-30`; its end is meant, in UTC. */
export const day: Kind<Date | undefined> = {
  name: 'day, such as 2027-06-30',
  read(given) {
    const end = new Date(`${given}T23:59:59Z`)
    if (!/^20\d\d-\d\d-\d\d$/.test(given) || Number.isNaN(end.getTime()) || !end.toISOString().startsWith(given)) {
      throw new Error('must be a day such as 2027-06-30')
    }
    return end
  },
  write: (value) => value?.toISOString().slice(0, 10) ?? '',
}

function isHttps(given: string) {
  return !/[\s<>"]/.test(given) && URL.canParse(given) && new URL(given).protocol === 'https:'
}

function milliseconds(given: string) {
  const [, number, unit] = /^(\d+)\s*(ms|s|m|h|d)$/.exec(given) ?? []
  return number === undefined ? Number.NaN : Number(number) * unitLengths[unit as Unit]
}

function inWords(value: number) {
  const unit = (['d', 'h', 'm', 's'] as const).find((name) => value > 0 && value % unitLengths[name] === 0) ?? 'ms'
  // A day is said in hours: a limit of 24 h reads better beside one of 60 m.
  return unit === 'd' && value === unitLengths.d ? '24h' : `${value / unitLengths[unit]}${unit}`
}
