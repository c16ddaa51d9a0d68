export { settingsInCommon } from './alike.ts'
export { readYaml, type YamlFault } from './checked-yaml.ts'
export { openContextWords } from './context-words.ts'
export { makeDataFolder, whyClosed } from './data-folder.ts'
export type { AccessibilityFacts, Both, Brand, DeansOffice, Desk, DeskName, Institution } from './institution.ts'
export { type Keys, openKeys } from './keys.ts'
export { loadInstitution } from './load-institution.ts'
export { isWithin } from './networks.ts'
export {
  BadSettings,
  demoAllowed,
  demoWanted,
  isLoopbackHost,
  isProduction,
  publicOrigin,
  readSettings,
  type SecretPlace,
  secretPlaces,
} from './read.ts'
export { reviewState } from './review-due.ts'
export { declaredSettings, type SettingName, type Settings } from './settings/index.ts'
export { version } from './version.ts'
