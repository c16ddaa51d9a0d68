import type { FastifyRequest } from 'fastify'
import { isPathOfOurs } from './hosts.ts'
import { LONGEST_ADDRESS } from './server-options.ts'

/**
 * Where the page of a form can be opened: the very address that it was sent to, or the nearest one above it. What the address says
 * after `?` is kept on the way. Nothing where there is no page.
 */
export function pageOfForm(request: FastifyRequest): string | undefined {
  const { frame } = request.server
  const address = request.originalUrl
  if (!isPathOfOurs(address, LONGEST_ADDRESS)) return undefined
  const [path = '/'] = address.split('?', 1)
  const opens = (candidate: string) => frame.routes.methodsFor(candidate).includes('GET')
  if (opens(path)) return address
  const named = request.routeOptions.config?.pageOfForm?.(request)
  if (named !== undefined) return named
  const steps = path.split('/')
  for (let length = steps.length - 1; length > 1; length--) {
    const candidate = steps.slice(0, length).join('/')
    if (opens(candidate)) return candidate + address.slice(path.length)
  }
  return undefined
}

/**
 * An address that says what its page hands on; without that where it would be longer than the server reads. The form then has it in its
 * fields alone, which are what is read (decision 257).
 */
export function withQuery(path: string, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(parameters)
  const address = `${path}?${query}`
  return query.size > 0 && address.length <= LONGEST_ADDRESS ? address : path
}
