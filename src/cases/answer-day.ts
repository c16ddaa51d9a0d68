const DAY = 86_400_000

/**
 * The day by which a desk answers: so many working days after the one it was asked on, by the calendar of the
 * university. Noon of that day in UTC, which is the same day from Reykjavík to Istanbul. Holidays are not known here.
 */
export function answerDay(asked: Date, workingDays: number, timeZone: string): Date {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone })
  let day = new Date(`${calendar.format(asked)}T12:00:00Z`)
  for (let left = workingDays; left > 0; ) {
    day = new Date(day.getTime() + DAY)
    const weekday = day.getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return day
}
