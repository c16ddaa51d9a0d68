/** The two languages of every page and letter. Polish first. */
export const languages = ['pl', 'en'] as const
export type Language = (typeof languages)[number]

/** One text in both languages under a stable key that an operator may override (req 121). */
export interface Text<Placeholder extends string = string> {
  readonly key: string
  readonly pl: string
  readonly en: string
  /** Only for the compiler: the `{placeholders}` that the page must fill. */
  readonly placeholders?: Placeholder
}

/** What the institution file fills by itself in every text. */
export type InstitutionPlaceholder =
  | 'university'
  | 'short'
  | 'system'
  | 'account'
  | 'mailAccount'
  | 'mailDomain'
  | 'usosDesk'
  | 'usosDeskMail'
  | 'itDesk'
  | 'itDeskMail'
  | 'registrationDesk'
  | 'registrationDeskMail'

type PlaceholdersIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersIn<Rest>
  : never

type Pair = { readonly pl: string; readonly en: string }
type TextOf<P extends Pair> = Text<Exclude<PlaceholdersIn<P['en']> | PlaceholdersIn<P['pl']>, InstitutionPlaceholder>>

const defined = new Map<string, Text>()

/** Declares the texts of one chapter. A missing language, or a placeholder the page does not fill, does not compile. */
export function defineTexts<const Texts extends Record<string, Pair>>(
  scope: string,
  texts: Texts,
): { readonly [Name in keyof Texts]: TextOf<Texts[Name]> } {
  const entries = Object.entries(texts).map(([name, pair]) => {
    const text: Text = { key: `${scope}.${name}`, pl: pair.pl, en: pair.en }
    defined.set(text.key, text)
    return [name, text]
  })
  return Object.fromEntries(entries)
}

/** Every text declared so far, by key: for checking the operator's overrides and for the habits tests. */
export function allTexts(): ReadonlyMap<string, Text> {
  return defined
}
