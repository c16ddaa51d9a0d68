import { h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Institution } from '../config/index.ts'
import { type Language, type Speaker, speaker, type WordsOfTime, wordsOfTime } from '../language/index.ts'
import { type PageSurroundings, SurroundingsProvider } from './page-surroundings.ts'

/** The whole document as HTML. */
export function renderPage(page: VNode, surroundings: PageSurroundings): string {
  return `<!doctype html>\n${renderToString(h(SurroundingsProvider, { value: surroundings }, page))}`
}

/** A part that a script puts into a page which is there already. */
export function renderPart(part: VNode): string {
  return renderToString(part)
}

/** Speakers are made once for each language: the formats of time cost more than a page. */
export function voices(institution: Institution): Readonly<Record<Language, { say: Speaker; time: WordsOfTime }>> {
  const voice = (language: Language) => ({
    say: speaker(language, institution.words(language), institution.overrides),
    time: wordsOfTime(language, institution.timeZone),
  })
  return { pl: voice('pl'), en: voice('en') }
}
