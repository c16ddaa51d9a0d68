/**
 * The boxes of the sign-in form as they stand in an address, when a form is opened again. Also where none was ticked: such an address
 * alone has the ID filled in that was typed before.
 */
export function tickedIn({ warn, rememberMe }: { warn: boolean; rememberMe: boolean }): Record<string, string> {
  const names = [...(warn ? ['warn'] : []), ...(rememberMe ? ['remember-me'] : [])]
  return { ticked: names.join('.') }
}

export function tickedFrom(value = ''): { warn: boolean; rememberMe: boolean } {
  const names = value.split('.')
  return { warn: names.includes('warn'), rememberMe: names.includes('remember-me') }
}
