export { type AdapterParts, createAdapter, loadAccount, signOut } from './adapter.ts'
export { ensureGrant } from './store.ts'
