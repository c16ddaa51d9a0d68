import { isWithin } from '../../config/index.ts'
import type { Names } from './resolver.ts'

/** What SPF says of an address that sends for a domain (RFC 7208 §2.6). `cannot-tell`: it needs more than the address. */
export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'cannot-tell'

/** RFC 7208 §4.6.4 */
const MOST_LOOKUPS = 10

/** Goes through the record of a domain as the server of a recipient does. */
export async function askSpf(names: Names, address: string, domain: string): Promise<SpfResult> {
  const state = { lookups: 0 }
  return judge(names, address, domain, state)
}

async function judge(names: Names, address: string, domain: string, state: { lookups: number }): Promise<SpfResult> {
  const records = (await names.texts(domain)).filter((text) => /^v=spf1( |$)/i.test(text))
  const [record] = records
  if (record === undefined) return 'none'
  if (records.length > 1) return 'permerror'
  const terms = record.trim().split(/ +/).slice(1)
  for (const term of terms.filter((one) => !/^[a-z][\w.-]*=/i.test(one))) {
    const [, sign = '', mechanism = '', argument] = /^([+?~-]?)([a-z0-9]+)(?:[:]?(.*))$/i.exec(term) ?? []
    const matches = await matchesOf(names, address, { mechanism: mechanism.toLowerCase(), argument, domain }, state)
    if (matches === 'permerror' || matches === 'cannot-tell') return matches
    if (matches) return ({ '': 'pass', '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const)[sign as '']
  }
  const redirect = terms.map((term) => /^redirect=(.+)$/i.exec(term)?.[1]).find((one) => one !== undefined)
  if (redirect === undefined) return 'neutral'
  if (redirect.includes('%')) return 'cannot-tell'
  state.lookups += 1
  if (state.lookups > MOST_LOOKUPS) return 'permerror'
  const further = await judge(names, address, redirect, state)
  return further === 'none' ? 'permerror' : further
}

interface Mechanism {
  readonly mechanism: string
  readonly argument: string | undefined
  readonly domain: string
}

async function matchesOf(
  names: Names,
  address: string,
  { mechanism, argument = '', domain }: Mechanism,
  state: { lookups: number },
): Promise<boolean | 'permerror' | 'cannot-tell'> {
  if (mechanism === 'all') return true
  if (mechanism === 'ip4' || mechanism === 'ip6') {
    try {
      return isWithin(address, [argument])
    } catch {
      return 'permerror'
    }
  }
  if (!['a', 'mx', 'include', 'exists', 'ptr'].includes(mechanism)) return 'permerror'
  state.lookups += 1
  if (state.lookups > MOST_LOOKUPS) return 'permerror'
  if (argument.includes('%') || mechanism === 'exists' || mechanism === 'ptr') return 'cannot-tell'
  const [, name = '', bits] = /^([^/]*)(?:\/(\d+))?/.exec(argument) ?? []
  if (Number(bits ?? 0) > 32) return 'permerror'
  const target = name === '' ? domain : name
  switch (mechanism) {
    case 'include': {
      const inner = await judge(names, address, target, state)
      if (inner === 'none' || inner === 'permerror') return 'permerror'
      return inner === 'cannot-tell' ? inner : inner === 'pass'
    }
    case 'mx': {
      const hosts = await names.mail(target)
      const found = await Promise.all(hosts.slice(0, 10).map(({ exchange }) => names.addresses(exchange)))
      return isWithin(address, withBits(found.flat(), bits))
    }
    default:
      return isWithin(address, withBits(await names.addresses(target), bits))
  }
}

function withBits(addresses: readonly string[], bits: string | undefined) {
  return bits === undefined ? addresses : addresses.map((one) => (one.includes(':') ? one : `${one}/${bits}`))
}
