import { declaredSettings, type SettingName, type Settings } from './settings/index.ts'

/** What may differ from node to node: where each stands, what its machine can do, and paths of files. */
const ownOfANode = new Set<string>([
  'PORT',
  'HOST',
  'PORTAL_CAS_ORIGIN',
  'TRUSTED_PROXIES',
  'DRAIN_GRACE',
  'LOG_LEVEL',
  'DATA_DIR',
  'DATABASE_CONNECTIONS',
  'HASHES_AT_ONCE',
  'HASH_QUEUE',
])

/** The settings that nodes over one database have in common, as one text to be digested. Secrets are checked by themselves. */
export function settingsInCommon(settings: Settings): string {
  const common = [...declaredSettings].filter(
    ([name, { secret }]) => !secret && !ownOfANode.has(name) && !/_FILE$|^METRICS_|^OTEL_|^TRACES_/.test(name),
  )
  return JSON.stringify(common.map(([name]) => [name, settings[name as SettingName] ?? null]))
}
