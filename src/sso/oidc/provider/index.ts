export { MOUNT, routes, SESSION_COOKIE } from './addresses.ts'
export type { ProviderParts } from './parts.ts'
export { backChannel, providerOf } from './provider.ts'
