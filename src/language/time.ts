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
  /** How long something has lasted, rounded down: “3 days” until the fourth is over. */
  elapsed(milliseconds: number): string
  /** Case after „czeka”: „1 minutę”. */
  elapsedAfter(milliseconds: number): string
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

const accusatives: Record<string, string> = { minuta: 'minutę', godzina: 'godzinę', dzień: 'dzień' }

export function wordsOfTime(language: Language, timeZone: string): WordsOfTime {
  const locale = language === 'pl' ? 'pl-PL' : 'en-GB'
  const plural = new Intl.PluralRules(locale)
  const date = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false })
  // „22” and „r.” are never left alone at the end or the beginning of a Polish line.
  const polishDay = (moment: Date) => `${date.format(moment).replace(' ', '\u00a0')}\u00a0r.`
  const day = language === 'pl' ? polishDay : (moment: Date) => date.format(moment)
  const hour = (moment: Date) => clock.format(moment)
  const counted = ({ count, unit }: Counted) => {
    const form = plural.select(count)
    return { count, word: units[language][unit][form === 'zero' || form === 'two' ? 'other' : form] }
  }
  const nominative = (length: Counted) => {
    const { count, word } = counted(length)
    return `${count}\u00a0${word}`
  }
  const accusative = (length: Counted) => {
    const { count, word } = counted(length)
    return `${count}\u00a0${accusatives[word] ?? word}`
  }
  return {
    day,
    hour,
    moment: (moment) => `${day(moment)}, ${hour(moment)}`,
    length: (milliseconds) => nominative(inUnits(milliseconds, Math.ceil)),
    lengthAfter: (milliseconds) => accusative(inUnits(milliseconds, Math.ceil)),
    elapsed: (milliseconds) => nominative(inUnits(milliseconds, Math.floor)),
    elapsedAfter: (milliseconds) => accusative(inUnits(milliseconds, Math.floor)),
  }
}

interface Counted {
  readonly count: number
  readonly unit: 'minute' | 'hour' | 'day'
}

/** Minutes up to two hours, hours up to two days, days beyond: as people say it. No length is shorter than a minute. */
function inUnits(milliseconds: number, whole: (count: number) => number): Counted {
  const minutes = Math.max(1, whole(milliseconds / 60_000))
  if (minutes < 120) return { count: minutes, unit: 'minute' }
  if (minutes < 48 * 60) return { count: whole(minutes / 60), unit: 'hour' }
  return { count: whole(minutes / 1440), unit: 'day' }
}
