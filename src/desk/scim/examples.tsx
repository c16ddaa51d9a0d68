import type { Example } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { NewTokenPage } from './pages/new-token.tsx'
import { RevokePage } from './pages/revoke.tsx'
import { TokenShownPage } from './pages/token-shown.tsx'
import { TokensPage } from './pages/tokens.tsx'
import type { TokenLine } from './token-book.ts'
import { emptyForm } from './token-form.ts'

const staff = exampleStaff('administrator')
const at = (day: string) => new Date(`${day}T08:12:00Z`)
const address = 'https://login.agh.edu.pl/scim/v2'

const midpoint: TokenLine = {
  name: 'midpoint-2026',
  scopes: ['users:read', 'users:write', 'groups:read'],
  madeAt: at('2026-10-01'),
  expiresAt: at('2027-10-01'),
  lastUsedAt: at('2026-11-23'),
  revokedAt: undefined,
}
const lines: readonly TokenLine[] = [
  midpoint,
  { ...midpoint, name: 'reports', scopes: ['users:read'], lastUsedAt: undefined, expiresAt: at('2026-11-01') },
  { ...midpoint, name: 'midpoint-2025', revokedAt: at('2026-10-02') },
]
const now = at('2026-11-23')

export const scimExamples: readonly Example[] = [
  {
    name: 'scim',
    title: 'The identity systems',
    render: () => <TokensPage staff={staff} address={address} lines={lines} now={now} done />,
  },
  {
    name: 'scim-auditor',
    title: 'The identity systems, for an auditor, when there are none',
    render: () => <TokensPage staff={exampleStaff('auditor')} address={address} lines={[]} now={now} />,
  },
  { name: 'scim-new', title: 'A new token', render: () => <NewTokenPage staff={staff} form={emptyForm} /> },
  {
    name: 'scim-refused',
    title: 'A new token: what was typed will not do',
    render: () => (
      <NewTokenPage
        staff={staff}
        form={{ name: 'Mid Point', scopes: [], days: '90', reason: '' }}
        faults={{ name: 'pattern', scopes: 'missing', reason: 'missing' }}
      />
    ),
  },
  {
    name: 'scim-token',
    title: 'A token, this once',
    render: () => (
      <TokenShownPage
        staff={staff}
        name="midpoint-2027"
        address={address}
        token={`furta_scim_${'k7QdR2mWx9Tz'.repeat(4)}`.slice(0, 54)}
      />
    ),
  },
  {
    name: 'scim-revoke',
    title: 'A token is revoked: the reason is missing',
    render: () => <RevokePage staff={staff} name="midpoint-2026" fault="missing" />,
  },
  {
    name: 'scim-revoked-already',
    title: 'A token is revoked: somebody else was quicker',
    render: () => <RevokePage staff={staff} name="midpoint-2025" notThere />,
  },
]
