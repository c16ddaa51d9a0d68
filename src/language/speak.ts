import type { Language, Text } from './text.ts'

export type Overrides = ReadonlyMap<string, { readonly pl?: string | undefined; readonly en?: string | undefined }>

/** Says texts in one language. `Rich` is whatever a page puts between words, such as `<b>…</b>`. */
export interface Speaker {
  readonly language: Language
  <P extends string>(text: Text<P>, ...values: [P] extends [never] ? [] : [Record<P, string | number>]): string
  rich<P extends string, Rich>(
    text: Text<P>,
    values: Partial<Record<string, Rich | string | number>>,
  ): (string | Rich)[]
}

/**
 * A speaker for one language. `standing` holds what the institution fills in every text.
 * An unknown placeholder stays visible as `{name}`: the habits test finds it before a person does.
 */
export function speaker(language: Language, standing: Readonly<Record<string, string>>, overrides: Overrides): Speaker {
  const wording = (text: Text) => overrides.get(text.key)?.[language] ?? text[language]
  // A text is taken apart once: pages are made thousands of times on registration morning.
  const takenApart = new Map<Text, readonly Piece[]>()
  const piecesOf = (text: Text) => {
    let pieces = takenApart.get(text)
    if (!pieces) {
      pieces = takeApart(language, wording(text))
      takenApart.set(text, pieces)
    }
    return pieces
  }
  const pieces = (text: Text, values: Record<string, unknown>) =>
    piecesOf(text)
      .map(({ name, words }) => (name === undefined ? words : (values[name] ?? standing[name] ?? words)))
      .map(withoutSecondStop)
  const say = (text: Text, ...values: [Record<string, string | number>?]) => pieces(text, values[0] ?? {}).join('')
  const rich = (text: Text, values: Record<string, unknown>) => pieces(text, values)
  return Object.assign(say, { language, rich }) as Speaker
}

interface Piece {
  /** Of a placeholder. */
  readonly name: string | undefined
  readonly words: string
}

function takeApart(language: Language, wording: string): readonly Piece[] {
  return wording
    .split(/(\{[a-zA-Z]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ name: /^\{([a-zA-Z]+)\}$/.exec(piece)?.[1], words: keptTogether(language, piece) }))
}

/** „18 sierpnia 2026 r.” at the end of a sentence brings the full stop itself. */
function withoutSecondStop(piece: unknown, index: number, pieces: readonly unknown[]): unknown {
  const before = pieces[index - 1]
  const isSecond =
    typeof before === 'string' && before.endsWith('.') && typeof piece === 'string' && /^\.(?!\.)/.test(piece)
  return isSecond ? piece.slice(1) : piece
}

function keptTogether(language: Language, text: string) {
  return language === 'pl' ? withHardSpaces(withHeldHyphens(text)) : text
}

/** In Polish a one-letter word is never left alone at the end of a line. */
export function withHardSpaces(polish: string) {
  return polish.replace(/(?<=^|[\s(„\u00a0])([aiouwzAIOUWZ]) /g, '$1\u00a0')
}

/**
 * Nor is the letter before a hyphen: „e-mail” goes to the next line as a whole. A word joiner holds it, which letters leave out, and not
 * the hyphen that never breaks (U+2011), which many fonts lack.
 */
function withHeldHyphens(polish: string) {
  return polish.replace(/(?<=^|[\s(„\u00a0])(\p{L}-)(?=\p{L})/gu, '$1\u2060')
}
