/** The boxes of the sign-in form as they stand in an address, when a form is opened again. */
export function tickedIn({ warn, rememberMe }: { warn: boolean; rememberMe: boolean }): Record<string, string> {
  const names = [...(warn ? ['warn'] : []), ...(rememberMe ? ['remember-me'] : [])]
  return names.length > 0 ? { ticked: names.join('.') } : {}
}

export function tickedFrom(value = ''): { warn: boolean; rememberMe: boolean } {
  const names = value.split('.')
  return { warn: names.includes('warn'), rememberMe: names.includes('remember-me') }
}
