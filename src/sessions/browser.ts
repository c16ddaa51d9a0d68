/** A browser in the words a person recognises, such as “Firefox on Linux”. The rest of the header is not kept. */
export function browserName(userAgent: string | undefined): string {
  const agent = (userAgent ?? '').slice(0, 400)
  const browser = families.find(([mark]) => agent.includes(mark))?.[1]
  const system = systems.find(([mark]) => agent.includes(mark))?.[1]
  if (browser && system) return `${browser}, ${system}`
  return browser ?? system ?? ''
}

// The order matters: Edge and Opera also say Chrome, Chrome also says Safari; Android also says Linux.
const families = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const

const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iPadOS'],
  ['Windows', 'Windows'],
  ['Macintosh', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const
