export type ClientName = 'mod_auth_cas' | 'phpCAS' | 'mod_auth_openidc'

export const clients: Record<
  ClientName,
  { readonly is: string; readonly packages: readonly string[]; readonly files: readonly string[] }
>

/** Whether everything that the client needs is on this machine. */
export function isHere(name: ClientName): boolean
