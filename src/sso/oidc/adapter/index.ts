export { type AdapterParts, createAdapter, loadAccount, signOut } from './adapter.ts'
export { ensureGrant, forgetExpired } from './store.ts'
