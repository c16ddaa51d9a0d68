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
      .map(([name, value]) => [name, withoutPerson(value, usosId)]),
  )
}

function isAbout(one: unknown, usosId: string) {
  return typeof one === 'object' && one !== null && 'usosId' in one && one.usosId === usosId
}
