/**
 * "85 s", and from two minutes on "3 min": how long it is in either language. Rounded up, so that nobody comes too early; with a blank that
 * no line breaks at.
 */
export function waitInWords(seconds: number): string {
  return seconds < 120 ? `${seconds}\u00a0s` : `${Math.ceil(seconds / 60)}\u00a0min`
}
