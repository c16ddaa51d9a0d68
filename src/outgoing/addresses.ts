import ipaddr from 'ipaddr.js'
import { isWithin } from '../config/index.ts'

/** Looks public, and is the machine under a guest of Azure. */
const HOST_OF_AZURE = '168.63.129.16'
/** They look public as well, and are not: also an IPv4 address in the old clothes of IPv6 (RFC 4291, section 2.5.5.1). */
const NOT_PUBLIC = [HOST_OF_AZURE, '::/96']

/**
 * Whether a service may be connected to at this address (attack A29): public ones, those in CALLBACK_NETWORKS, and the very
 * one that is registered by number, or `localhost` by name. `host` is the registered name.
 */
export function mayBeCalled(address: string, host: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  if (isWithin(address, networks)) return true
  if (ip.range() === 'unicast' && !isWithin(address, NOT_PUBLIC)) return true
  // Where clouds keep their keys: by no registration, only by the operator's own word.
  if (ip.range() === 'linkLocal' || isWithin(address, [HOST_OF_AZURE])) return false
  const named = host.replace(/^\[|\]$/g, '')
  if (named === 'localhost') return ip.range() === 'loopback'
  return ipaddr.isValid(named) && ipaddr.process(named).toNormalizedString() === ip.toNormalizedString()
}
