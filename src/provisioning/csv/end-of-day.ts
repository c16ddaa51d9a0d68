const ends = new Map<string, string | undefined>()

/** The moment at which a day (`2027-09-30`) is over in a time zone, in ISO; undefined for what is no day. */
export function endOfDay(day: string, timeZone: string): string | undefined {
  const key = `${timeZone} ${day}`
  if (!ends.has(key)) {
    // A feed names a few dozen days; whoever invents a thousand gets them worked out anew.
    if (ends.size > 1000) ends.clear()
    ends.set(key, worked(day, timeZone))
  }
  return ends.get(key)
}

function worked(day: string, timeZone: string) {
  const [, year, month, date] = /^(2[01]\d\d|19\d\d)-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (year === undefined) return undefined
  const noon = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date), 12))
  if (noon.toISOString().slice(0, 10) !== day) return undefined
  // Midnight as if it were UTC, corrected by what the clocks of the zone show then.
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(date) + 1)
  const guess = midnight - aheadOfUtc(midnight, timeZone)
  return new Date(midnight - aheadOfUtc(guess, timeZone)).toISOString()
}

/** Milliseconds by which the clocks of the zone are ahead. */
export function aheadOfUtc(moment: number, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(moment)
  const at = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute')) - moment
}
