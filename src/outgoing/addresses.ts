import ipaddr from 'ipaddr.js'
import { isWithin } from '../config/index.ts'

/**
 * Whether a service may be connected to at this address (attack A29): public ones, those in CALLBACK_NETWORKS, and the very
 * one that is registered by number, or `localhost` by name. `host` is the registered name.
 */
export function mayBeCalled(address: string, host: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  if (ip.range() === 'unicast' || isWithin(address, networks)) return true
  // Where clouds keep their keys: by no registration, only by the operator's own word.
  if (ip.range() === 'linkLocal') return false
  const named = host.replace(/^\[|\]$/g, '')
  if (named === 'localhost') return ip.range() === 'loopback'
  return ipaddr.isValid(named) && ipaddr.process(named).toNormalizedString() === ip.toNormalizedString()
}
