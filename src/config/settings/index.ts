import { audit } from './audit.ts'
import { desk } from './desk.ts'
import { disclosure } from './disclosure.ts'
import { links } from './links.ts'
import { mail } from './mail.ts'
import { metricsAndTraces } from './metrics-and-traces.ts'
import { passwords } from './passwords.ts'
import { place } from './place.ts'
import { privacy } from './privacy.ts'
import { registry } from './registry.ts'
import { sessions } from './sessions.ts'
import type { Setting } from './setting.ts'
import { storage } from './storage.ts'
import { throttling } from './throttling.ts'
import { usosApi } from './usos-api.ts'

/** Every setting there is, once. Start-up check, documentation and `.env.example` come from here. */
export const settingGroups = {
  'Where it stands': place,
  'What it keeps': storage,
  Mail: mail,
  Passwords: passwords,
  'Links and the security question': links,
  'Help requests and the desk': desk,
  'The registry': registry,
  'People from the USOS API': usosApi,
  'What a stranger may learn': disclosure,
  Throttling: throttling,
  Sessions: sessions,
  Audit: audit,
  'Metrics and traces': metricsAndTraces,
  Privacy: privacy,
} as const

type Groups = typeof settingGroups
type AllSettings = { [Group in keyof Groups]: Groups[Group] }[keyof Groups]
type Flatten<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never
type Declared = Flatten<AllSettings>

/** The settings as read: durations in milliseconds. */
export type Settings = {
  readonly [Name in keyof Declared]: Declared[Name] extends Setting<infer Value> ? Value : never
}
export type SettingName = keyof Settings

export const declaredSettings: ReadonlyMap<string, Setting<unknown>> = new Map(
  Object.values(settingGroups).flatMap((group) => Object.entries(group as Record<string, Setting<unknown>>)),
)
