/** A second factor serves as long as an ordinary session, also in one that is remembered for weeks. */
export function factorServes(
  provedAt: Date | undefined,
  { SESSION_LIFETIME }: { readonly SESSION_LIFETIME: number },
  now: Date,
): boolean {
  return provedAt !== undefined && now.getTime() - provedAt.getTime() < SESSION_LIFETIME
}
