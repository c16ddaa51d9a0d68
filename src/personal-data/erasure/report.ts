/**
 * The report of an import without one person: examples of them go, and where the report names them as the holder of something, their
 * number does.
 */
export function withoutPerson(report: unknown, usosId: string): unknown {
  if (Array.isArray(report)) {
    return report.filter((one) => !isAbout(one, usosId)).map((one) => withoutPerson(one, usosId))
  }
  if (typeof report !== 'object' || report === null) return report
  return Object.fromEntries(
    Object.entries(report)
      .filter(([name, value]) => !(name === 'holder' && value === usosId))
      .map(([name, value]) => [
        name,
        isListOfPeople(name, value) ? without(value, usosId) : withoutPerson(value, usosId),
      ]),
  )
}

/** Of whom a finding of a pull is: numbers, where those of a file have rows. */
function isListOfPeople(name: string, value: unknown): value is readonly unknown[] {
  return name === 'people' && Array.isArray(value)
}

function without(ids: readonly unknown[], usosId: string) {
  return ids.filter((id) => id !== usosId)
}

function isAbout(one: unknown, usosId: string) {
  return typeof one === 'object' && one !== null && 'usosId' in one && one.usosId === usosId
}
