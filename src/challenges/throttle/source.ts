import ipaddr from 'ipaddr.js'
import { isWithin } from '../../config/index.ts'
import type { Keyring } from '../../world/index.ts'

/**
 * The block that counts as one source: an IPv4 address, or the /64 of an IPv6 address, since one household or
 * server owns a whole /64 and could otherwise come from 2^64 addresses.
 */
export function sourceBlock(address: string): string {
  return block(address, 8)
}

/** The same one size wider, the /48 of an IPv6 address: what one customer of a provider owns, 65,536 blocks of the other kind. */
export function sourceSite(address: string): string {
  return block(address, 6)
}

/**
 * A site may do as much as this many single sources: more than one customer with all blocks of it needs. A region of a mobile network shares
 * one, too: there some three thousand would have to sign in within `SOURCE_WINDOW` before so many have failed and not got in.
 */
export const SOURCES_OF_A_SITE = 4

/** How many single sources the block of an address counts as: of the networks of `CAMPUS_NETWORKS` many people share one address. */
export function sourcesBehind(address: string, campus: readonly string[]): number {
  return isWithin(address, campus) ? 25 : 1
}

const MARKS_REMEMBERED = 10_000
const marks = new WeakMap<Keyring, Map<string, Buffer>>()

/** What counters and budgets call the block of an address. On a morning the same networks come again and again: each is marked once. */
export function sourceMark(keys: Keyring, address: string): Buffer {
  const known = marks.get(keys) ?? new Map<string, Buffer>()
  marks.set(keys, known)
  let mark = known.get(address)
  if (!mark) {
    if (known.size >= MARKS_REMEMBERED) known.clear()
    mark = keys.mac('source', sourceBlock(address))
    known.set(address, mark)
  }
  return mark
}

/**
 * What failures at the site of an address are counted under; an IPv4 address has none beside itself. Each stretch of time has a mark of its
 * own, since of a region of a mobile network nobody can look through all that failed there in a month.
 */
export function siteMark(keys: Keyring, address: string, windowMs: number, now: Date): Buffer | undefined {
  const site = sourceSite(address)
  return site.endsWith('/48') ? keys.mac('site', site, String(Math.floor(now.getTime() / windowMs))) : undefined
}

function block(address: string, bytes: number) {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${parsed
    .toByteArray()
    .slice(0, bytes)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}/${bytes * 8}`
}
