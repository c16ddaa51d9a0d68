import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Institution } from '../config/index.ts'
import type { Language, Speaker, WordsOfTime } from '../language/index.ts'
import type { Assets } from './assets.ts'

/** What every page may know about the request it answers. */
export interface PageSurroundings {
  language: Language
  say: Speaker
  time: WordsOfTime
  institution: Institution
  /** The public origin, such as `https://login.example.edu`. */
  origin: string
  /** Path and query of this page, or of the page that makes sense instead of it after a post: for the language link. */
  path: string
  /** The anti-forgery value of the forms on this page (req 63). */
  antiForgery: string
  /** What script elements must carry under the policy (req 64). */
  nonce: string
  assets: Assets
  /** The number a person can give to the help desk. */
  reference: string
  now: Date
}

const Surroundings = createContext<PageSurroundings | undefined>(undefined)

export const SurroundingsProvider = Surroundings.Provider

export function usePage(): PageSurroundings {
  const surroundings = useContext(Surroundings)
  if (!surroundings) throw new Error('usePage was called outside reply.page')
  return surroundings
}
