import { type Logger, pino } from 'pino'
import type { Settings } from '../config/index.ts'
import { currentTrace } from '../signals/index.ts'

/**
 * The log: one JSON object a line, so that no input can forge a line (req 96). Nothing that could be a secret is handed
 * to it; the paths below are a second net under that.
 */
export function createLogger(
  { LOG_LEVEL }: Pick<Settings, 'LOG_LEVEL'>,
  destination?: { write(line: string): void },
): Logger {
  const options = {
    level: LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Where traces are made, the line says in which it was written.
    mixin: () => traceOfLine(),
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorForLog, error: errorForLog, req: () => undefined, res: () => undefined },
    redact: {
      paths: [
        'password',
        'pesel',
        'answer',
        'secret',
        'token',
        'ticket',
        'cookie',
        'cookies',
        'headers',
        'body',
        'query',
      ].flatMap((name) => [name, `*.${name}`]),
      censor: '•••',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Anew each time: what a line says is written into it. */
function traceOfLine(): object {
  const trace = currentTrace()
  return trace === undefined ? {} : { trace }
}

/**
 * What of an error may be told: kind, code, sentence, place and cause. Not its other properties: a database error carries
 * the row (`detail`), a mail error the letter, a parse error the input.
 */
export function errorForLog(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && depth < 3 ? { cause: errorForLog(error.cause, depth + 1) } : {}),
  }
}
