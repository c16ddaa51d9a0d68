import type { FastifyRequest } from 'fastify'

/** A header as one text, also where it came several times. */
export function oneHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

/** Of several values of one name the last counts. */
export function lastOf<Value>(values: readonly Value[] | undefined): Value | undefined {
  return values?.at(-1)
}
