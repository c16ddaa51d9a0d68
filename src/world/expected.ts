/**
 * Something that is answered and is nobody's fault: it carries no stack trace. Nobody asks where it was thrown, and on the morning of
 * registration it is hundreds of times a second.
 */
export class Expected extends Error {
  constructor(message: string, options?: ErrorOptions) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message, options)
    Error.stackTraceLimit = stackTraceLimit
  }
}
