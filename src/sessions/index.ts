export { browserName } from './browser.ts'
export { countSignedIn, endEverySession } from './end-all-tasks.ts'
export { sessionHandle } from './handle.ts'
export { factorServes } from './second-factor/factor.ts'
export {
  type DeskUse,
  findDeskUse,
  forgetSecondFactor,
  noteDeskUse,
  noteSecondFactor,
} from './second-factor/store.ts'
export { isAlive, needsNoting, type SessionLimits, sessionLimits } from './session.ts'
export { signOut } from './sign-out.ts'
export {
  countAliveSessions,
  endSession,
  endSessionsOf,
  findSession,
  isGrantedForLater,
  listSessions,
  listVisitsToTell,
  noteTold,
  revokeSession,
  type Session,
  type SessionToTell,
  sessionRow,
  tellTheRest,
} from './store.ts'
export { cookieLife, readCookie, type TicketGrantingCookie, writeCookie } from './ticket-granting-cookie.ts'
