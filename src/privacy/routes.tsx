import type { FastifyInstance } from 'fastify'
import type { Settings } from '../config/index.ts'
import { toldRules } from '../personal-data/index.ts'
import { keptInBrowsers } from './in-browser.ts'
import { PrivacyPage } from './pages/privacy.tsx'
import { aboutPeople } from './privacy.ts'

export function registerPrivacy(app: FastifyInstance, { settings }: { readonly settings: Settings }): void {
  const purposes = aboutPeople(toldRules(settings))
  const inBrowser = keptInBrowsers(settings)
  app.get('/privacy', async (_request, reply) => reply.page(<PrivacyPage purposes={purposes} inBrowser={inBrowser} />))
}
