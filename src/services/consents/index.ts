export { type Consent, covered, placesOf } from './consent.ts'
export { endConsentsTo, findConsent, giveConsent, listConsents, withdrawConsent } from './store.ts'
