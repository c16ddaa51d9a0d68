export { attributeWords, learnedWords } from './attribute-words.ts'
export {
  type Consent,
  covered,
  findConsent,
  giveConsent,
  listConsents,
  withdrawConsent,
} from './consents/index.ts'
export { loadServices } from './load.ts'
export { portalService } from './portal-service.ts'
export {
  type AboutPerson,
  type AttributeName,
  attributeNames,
  needsStudies,
  releasedAttributes,
} from './released-attributes.ts'
export {
  type Assurance,
  type Client,
  covers,
  matchService,
  readServiceUrl,
  type Service,
  type ServiceList,
  withTicket,
} from './service.ts'
export { type ServiceTicket, spendTicket, ticketRow } from './store.ts'
