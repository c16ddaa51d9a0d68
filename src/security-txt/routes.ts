import type { FastifyInstance } from 'fastify'
import type { Settings } from '../config/index.ts'
import { Problem } from '../web/index.ts'
import type { World } from '../world/index.ts'
import { SECURITY_TXT, securityTxt } from './security-txt.ts'

interface SecurityTxtParts {
  readonly settings: Settings
  readonly world: World
  readonly origin: string
}

export function registerSecurityTxt(app: FastifyInstance, { settings, world, origin }: SecurityTxtParts): void {
  app.get(SECURITY_TXT, { config: { machine: true } }, async (_request, reply) => {
    const text = securityTxt(settings, origin, world.clock.now())
    if (text === undefined) throw new Problem('not-found')
    return reply.type('text/plain; charset=utf-8').send(text)
  })
}
