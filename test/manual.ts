import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../src/language/index.ts'

export const manualFolder = join(import.meta.dirname, '..', 'docs', 'manual')

interface Quote {
  /** The page it stands on: the newest `<!-- page: … -->` before it. */
  readonly page: string
  readonly text: string
}

interface Figure {
  readonly page: string
  /** Below `docs/manual/`. */
  readonly file: string
}

export interface Manual {
  readonly quotes: readonly Quote[]
  readonly figures: readonly Figure[]
  /** In the order of the manual. */
  readonly pages: readonly string[]
}

/** For people who sign in, and for those at the desks who help them. */
export const manuals = ['user', 'desk'] as const
export type ManualName = (typeof manuals)[number]

/** Below `docs/manual/`. */
export function manualFile(name: ManualName, language: Language): string {
  return name === 'user' ? `${language}.md` : `${name}.${language}.md`
}

/**
 * A manual as the tests read it. Text in backticks is quoted from the page named by the newest comment before it;
 * `[…]` in a quote stands for what differs from person to person. Blocks of commands are no quotes.
 */
export function readManual(name: ManualName, language: Language): Manual {
  const text = readFileSync(join(manualFolder, manualFile(name, language)), 'utf8').replace(/^```.*?^```$/gms, '')
  const quotes: Quote[] = []
  const figures: Figure[] = []
  const pages: string[] = []
  for (const [, page, quote, file] of text.matchAll(/<!-- page: ([a-z-]+) -->|`([^`]+)`|!\[[^\]]*\]\(([^)]+)\)/g)) {
    const here = pages.at(-1)
    if (page !== undefined) pages.push(page)
    else if (here === undefined) continue
    else if (quote !== undefined) quotes.push({ page: here, text: quote.replace(/\s+/g, ' ') })
    else if (file !== undefined) figures.push({ page: here, file })
  }
  return { quotes, figures, pages }
}

/** Whether a page says this, as words of its own and not as a part of longer ones. */
export function standsIn(quote: string, words: string): boolean {
  const pattern = quote
    .split(/\[[^\]]+\]/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.{1,120}?')
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'u').test(words)
}
