export { attributeWords, learnedBy, learnedWords } from './attribute-words.ts'
export { digestOfClientSecret, newClientSecret } from './client-secret.ts'
export {
  type Consent,
  covered,
  endConsentsTo,
  findConsent,
  giveConsent,
  listConsents,
  placesOf,
  withdrawConsent,
} from './consents/index.ts'
export { type Definition, type Fault, faultsBeside, readDefinition } from './definition.ts'
export { type FaultName, faultTexts } from './fault-texts.ts'
export { loadServices, type ServicesFile } from './load.ts'
export { type Onward, onwardAddress, onwardIn } from './onward.ts'
export { openServices, type ServiceRegistry } from './open-services.ts'

export { portalService } from './portal-service.ts'
export { holdRegistry, listRegistered, type Registered, saveRegistered } from './registered/store.ts'
export {
  type AboutPerson,
  type AttributeName,
  attributeNames,
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
  serviceNamed,
  withTicket,
} from './service.ts'
export { findProxyGrant, grantProxying, issueTicket, spendTicket, ticketRow } from './store.ts'
export {
  newProxyGrantingTicket,
  newProxyGrantingTicketIou,
  newProxyTicket,
  newServiceTicket,
  type ProxyGrant,
  type ServiceTicket,
  type SpentTicket,
} from './ticket.ts'
export { type WhoIsTold, whoIsTold } from './who-is-told.ts'
