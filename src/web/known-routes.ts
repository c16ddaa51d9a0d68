import type { FastifyInstance } from 'fastify'

/** Which methods each address answers: for `405` with `Allow`, and for links that must lead to a page. */
export interface KnownRoutes {
  methodsFor(path: string): readonly string[]
}

/** Fastify answers 404 for a wrong method; we want to tell the two apart (req 68), so we note the routes as they come. */
export function noteRoutes(app: FastifyInstance): KnownRoutes {
  const routes: { methods: string[]; matches: RegExp }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    routes.push({ methods: [method].flat(), matches: pattern(url) })
  })
  return {
    methodsFor: (path) => [
      ...new Set(routes.filter(({ matches }) => matches.test(path)).flatMap(({ methods }) => methods)),
    ],
  }
}

/** `/set-password/:id` and `/oidc/*` as a regular expression. */
function pattern(url: string) {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*'
    return part
      .split(/(:\w+)/)
      .map((piece) => (piece.startsWith(':') ? '[^/]+' : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('')
  })
  return new RegExp(`^${parts.join('/')}$`)
}
