import type { VNode } from 'preact'
import { loadInstitution } from '../src/config/index.ts'
import type { Language } from '../src/language/index.ts'
import { loadAssets, type PageSurroundings, renderPage, voices } from '../src/web/index.ts'

const institution = loadInstitution('institution.yaml')
const spoken = voices(institution)
const assets = loadAssets(institution)

/** A page or a part of one as HTML, without a server: for tests of pages and of examples. */
export function rendered(page: VNode, language: Language = 'en', surroundings: Partial<PageSurroundings> = {}): string {
  return renderPage(page, {
    language,
    ...spoken[language],
    institution,
    origin: 'http://localhost:3000',
    path: '/letter',
    antiForgery: 'the-value',
    nonce: 'the-nonce',
    assets,
    reference: '7F3K-29QD',
    now: new Date('2026-11-22T13:07:31Z'),
    ...surroundings,
  })
}
