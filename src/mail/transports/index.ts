export { developmentMailbox } from './development-mailbox.ts'
export { nowhere } from './nowhere.ts'
export { smtpTransport } from './smtp.ts'
export type { Transport } from './transport.ts'
