export { BadSettings, demoAllowed, demoWanted, isLoopbackHost, isProduction, publicOrigin, readSettings } from './read.ts'
export { declaredSettings, type SettingName, type Settings, settingGroups } from './settings.ts'
export { type Keys, openKeys } from './keys.ts'
