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
  const pieces = (text: Text, values: Record<string, unknown>) =>
    wording(text)
      .split(/(\{[a-zA-Z]+\})/)
      .filter((piece) => piece !== '')
      .map((piece) => {
        const name = /^\{([a-zA-Z]+)\}$/.exec(piece)?.[1]
        if (name === undefined) return hardSpaces(language, piece)
        return values[name] ?? standing[name] ?? piece
      })
  const say = (text: Text, ...values: [Record<string, string | number>?]) => pieces(text, values[0] ?? {}).join('')
  const rich = (text: Text, values: Record<string, unknown>) => pieces(text, values)
  return Object.assign(say, { language, rich }) as Speaker
}

function hardSpaces(language: Language, text: string) {
  return language === 'pl' ? withHardSpaces(text) : text
}

/** In Polish a one-letter word is never left alone at the end of a line. */
export function withHardSpaces(polish: string) {
  return polish.replace(/(?<=^|[\s(„\u00a0])([aiouwzAIOUWZ]) /g, '$1\u00a0')
}
