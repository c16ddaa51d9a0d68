export { loadServices } from './load.ts'
export { portalService } from './portal-service.ts'
export {
  type AttributeName,
  matchService,
  type Service,
  withTicket,
} from './service.ts'
export { type ServiceTicket, spendTicket, ticketRow } from './store.ts'
