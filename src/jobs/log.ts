import { Logger } from 'graphile-worker'
import type { BaseLogger } from 'pino'

/** Where lines about work in the background go. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>

/** The queue's own lines, only from warnings up and without its details: those hold payloads (req 96). */
export function withoutDetails(log: Log | undefined) {
  return new Logger((scope) => (level, message) => {
    const fields = { task: scope.taskIdentifier, job: scope.jobId }
    if (level === 'error') log?.error(fields, message)
    // Small pools are on purpose: see CONNECTIONS_OF_A_LANE.
    else if (level === 'warning' && !message.includes('maxPoolSize')) log?.warn(fields, message)
    else log?.debug(fields, message)
  })
}
