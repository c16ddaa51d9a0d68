export { openContextWords } from './context-words.ts'
export { type Keys, openKeys } from './keys.ts'
export {
  BadSettings,
  demoAllowed,
  demoWanted,
  isLoopbackHost,
  isProduction,
  publicOrigin,
  readSettings,
} from './read.ts'
export { declaredSettings, type SettingName, type Settings, settingGroups } from './settings.ts'
export { BadInstitution, loadInstitution, readInstitution } from './load-institution.ts'
export type { Both, Brand, Desk, DeskName, Institution, InstitutionLink, Notice } from './institution.ts'
