/** Figures of other programs, taken in other runs than ours: they are shown beside ours and never reckoned with. */
export const peers: readonly {
  readonly peer: string
  readonly figure: string
  readonly how: string
  /** The rate of the sign-in page to that of a bare server of the same run. */
  readonly pageToBare?: number
}[] = [
  {
    peer: 'oidc-provider',
    figure: 'sign-in page 0.115 of the bare server',
    how: 'page rate to bare node:http in one run, the provider alone',
    pageToBare: 0.115,
  },
  {
    peer: 'LemonLDAP::NG',
    figure: 'sign-in page 0.003 of the bare server',
    how: 'page rate to bare node:http in one run, the portal as Debian ships it',
    pageToBare: 0.003,
  },
  { peer: 'LemonLDAP::NG', figure: '1,710 ms, p99 of a probe', how: 'probes of a page during a storm of sign-ins' },
  { peer: 'better-auth', figure: '4,255 ms, p99 of a probe', how: 'probes of the session during a storm of sign-ins' },
  {
    peer: 'oidc-provider',
    figure: '156 ms, p99 of a probe',
    how: 'probes of its discovery document during a storm of sign-ins',
  },
]
