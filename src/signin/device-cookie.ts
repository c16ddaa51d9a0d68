import type { FastifyRequest } from 'fastify'
import type { Settings } from '../config/index.ts'
import { asPersonId, type PersonId } from '../database/index.ts'
import { readCookie } from '../web/index.ts'
import { type Keyring, sameDigest, type World } from '../world/index.ts'

/**
 * A browser that has signed in before. It opens no door: it only gives the owner a lane of their own at throttling,
 * so that strangers who guess at the account cannot lock the owner out. A new password ends it (`set_at` is compared
 * where the account is looked up).
 */
export interface Device {
  readonly person: PersonId
  readonly id: string
  readonly issuedAt: Date
}

/** The cookie of a browser in which somebody has just proved to be the owner: by a sign-in, or by setting a password. */
export function newDeviceCookie({ keys, world }: { keys: Keyring; world: World }) {
  return (person: PersonId, now: Date): string =>
    writeDeviceCookie(keys, { person, id: world.random.token(12), issuedAt: now })
}

/** Whose browser a request comes from, for chapters that keep a share for the owner. */
export function deviceReader({ keys, world, settings }: { keys: Keyring; world: World; settings: Settings }) {
  return (request: FastifyRequest) =>
    readDeviceCookie(keys, readCookie(request, 'device'), settings.DEVICE_LIFETIME, world.clock.now())
}

export function writeDeviceCookie(keys: Keyring, device: Device): string {
  const body = [device.person, device.issuedAt.getTime().toString(36), device.id].join('.')
  return `${body}.${seal(keys, body)}`
}

/** The device, when the cookie is ours and young enough; anything else is no device. */
export function readDeviceCookie(
  keys: Keyring,
  value: string | undefined,
  lifetime: number,
  now: Date,
): Device | undefined {
  const [, body, person, issued, id, mark] =
    /^((\w{1,40})\.([0-9a-z]{1,10})\.([A-Za-z0-9]{12}))\.([\w-]{43})$/.exec(value ?? '') ?? []
  if (body === undefined || person === undefined || issued === undefined || id === undefined || mark === undefined)
    return undefined
  if (!sameDigest(Buffer.from(seal(keys, body)), Buffer.from(mark))) return undefined
  const issuedAt = new Date(Number.parseInt(issued, 36))
  if (now.getTime() - issuedAt.getTime() > lifetime) return undefined
  return { person: asPersonId(person), id, issuedAt }
}

function seal(keys: Keyring, body: string) {
  return keys.mac('device-cookie', body).toString('base64url')
}
