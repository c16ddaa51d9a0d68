import { type Language, languages } from './text.ts'

/** The language of a request: explicit choice, then the browser's wish, then Polish (req 120). */
export function chooseLanguage(chosen: unknown, acceptLanguage: string | undefined): Language {
  return languageNamed(chosen) ?? firstAccepted(acceptLanguage) ?? 'pl'
}

/** `pl` or `en`, as USOSweb's links send it in `?locale=`; anything else is no choice. */
export function languageNamed(name: unknown): Language | undefined {
  return languages.find((language) => language === name)
}

function firstAccepted(header = ''): Language | undefined {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined)
      return {
        language: languageNamed(range.slice(0, 2).toLowerCase()),
        quality: quality === undefined ? 1 : Number(quality),
      }
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality)[0]?.language
}
