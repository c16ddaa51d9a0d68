/** Midnight before `now` by the clock of the university. On the two days of a year that lose or gain an hour it is off by it. */
export function startOfDay(now: Date, timeZone: string): Date {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const [hours = 0, minutes = 0, seconds = 0] = clock.format(now).split(':').map(Number)
  const sinceMidnight = ((hours * 60 + minutes) * 60 + seconds) * 1000 + now.getMilliseconds()
  return new Date(now.getTime() - sinceMidnight)
}
