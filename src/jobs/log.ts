import type { BaseLogger } from 'pino'

/** Where lines about work in the background go. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>
