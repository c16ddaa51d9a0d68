export { type Consent, covered } from './consent.ts'
export { findConsent, giveConsent, listConsents, withdrawConsent } from './store.ts'
