/**
 * Figures of other programs, as they stand in the task that set our bars: had before, by others, on two cores. What is written of how they
 * were had is all that is known of it here. They are shown beside ours and never reckoned with.
 */
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
    how: "median, to the bare server's rate in the same run",
    pageToBare: 0.115,
  },
  {
    peer: 'LemonLDAP::NG',
    figure: 'sign-in page 0.003 of the bare server',
    how: "median, to the bare server's rate in the same run",
    pageToBare: 0.003,
  },
  { peer: 'LemonLDAP::NG', figure: '1,710 ms, p99 of a probe', how: 'probed during a storm of sign-ins' },
  { peer: 'better-auth', figure: '4,255 ms, p99 of a probe', how: 'probed during a storm of sign-ins' },
  {
    peer: 'oidc-provider',
    figure: '156 ms, p99 of a probe',
    how: 'its discovery document, probed during a storm of sign-ins',
  },
]
