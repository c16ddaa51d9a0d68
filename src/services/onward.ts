import { matchService, type ServiceList } from './service.ts'

/**
 * What a service asked the sign-in for, while its person is led aside to prove more than the password: as `/cas/login` was asked
 * for it, or the sign-in of OpenID Connect that this browser is in the middle of (decision 149).
 */
export type Onward = Readonly<Record<string, string>>

export type AskedOnward = Partial<
  Readonly<Record<'service' | 'method' | 'renew' | 'gateway' | 'client' | 'interaction', string | undefined>>
>

/** Nothing when no registered service sent the person here (req 69, 80). */
export function onwardIn(services: ServiceList, asked: AskedOnward): Onward | undefined {
  const { service, method, renew, gateway, client, interaction } = asked
  if (interaction !== undefined && client !== undefined) {
    return clientNamed(services, client) && /^[\w-]{1,60}$/.test(interaction) ? { client, interaction } : undefined
  }
  if (service === undefined || !matchService(services(), service)) return undefined
  const given = Object.entries({ service, method, renew, gateway })
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}

/** Back to the sign-in, which judges everything anew, and never to the service itself. */
export function onwardAddress(onward: Onward | undefined): string | undefined {
  if (onward?.interaction !== undefined) return `/oidc/sign-in/${onward.interaction}`
  return onward && `/cas/login?${new URLSearchParams(onward)}`
}

function clientNamed(services: ServiceList, id: string) {
  return services().find((service) => service.id === id)?.client
}
