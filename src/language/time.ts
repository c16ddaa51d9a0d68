import type { Language } from './text.ts'

/** Times in letters and pages are the university's clock time. */
export interface WordsOfTime {
  /** „22 listopada 2026 r.” / “22 November 2026” */
  day(moment: Date): string
  /** 24-hour clock, such as `15:07`. */
  hour(moment: Date): string
  /** Both: „22 listopada 2026 r., 15:07” */
  moment(moment: Date): string
  /** “60 minutes”, „60 minut”, “24 hours”, „2 dni”; rounded up to whole minutes. */
  length(milliseconds: number): string
  /** Case after „za”/„przez”: “in 1 minute”, „1 minutę”. */
  lengthAfter(milliseconds: number): string
}

const units = {
  pl: {
    minute: { one: 'minuta', few: 'minuty', many: 'minut', other: 'minuty' },
    hour: { one: 'godzina', few: 'godziny', many: 'godzin', other: 'godziny' },
    day: { one: 'dzień', few: 'dni', many: 'dni', other: 'dnia' },
  },
  en: {
    minute: { one: 'minute', few: 'minutes', many: 'minutes', other: 'minutes' },
    hour: { one: 'hour', few: 'hours', many: 'hours', other: 'hours' },
    day: { one: 'day', few: 'days', many: 'days', other: 'days' },
  },
}

const accusative: Record<string, string> = { minuta: 'minutę', godzina: 'godzinę', dzień: 'dzień' }

export function wordsOfTime(language: Language, timeZone: string): WordsOfTime {
  const locale = language === 'pl' ? 'pl-PL' : 'en-GB'
  const plural = new Intl.PluralRules(locale)
  const date = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false })
  // „22” and „r.” are never left alone at the end or the beginning of a Polish line.
  const polishDay = (moment: Date) => `${date.format(moment).replace(' ', '\u00a0')}\u00a0r.`
  const day = language === 'pl' ? polishDay : (moment: Date) => date.format(moment)
  const hour = (moment: Date) => clock.format(moment)
  const counted = (milliseconds: number) => {
    const { count, unit } = inUnits(milliseconds)
    const form = plural.select(count)
    return { count, word: units[language][unit][form === 'zero' || form === 'two' ? 'other' : form] }
  }
  return {
    day,
    hour,
    moment: (moment) => `${day(moment)}, ${hour(moment)}`,
    length(milliseconds) {
      const { count, word } = counted(milliseconds)
      return `${count}\u00a0${word}`
    },
    lengthAfter(milliseconds) {
      const { count, word } = counted(milliseconds)
      return `${count}\u00a0${accusative[word] ?? word}`
    },
  }
}

/** Minutes up to two hours, hours up to two days, days beyond: as people say it. */
function inUnits(milliseconds: number): { count: number; unit: 'minute' | 'hour' | 'day' } {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000))
  if (minutes < 120) return { count: minutes, unit: 'minute' }
  if (minutes < 48 * 60) return { count: Math.ceil(minutes / 60), unit: 'hour' }
  return { count: Math.ceil(minutes / 1440), unit: 'day' }
}
