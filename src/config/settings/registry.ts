import { count, duration } from '../kinds.ts'
import { setting } from './setting.ts'

export const registry = {
  REGISTRY_GRACE: setting(
    duration({ from: '0s', to: '365d' }),
    14 * 86_400_000,
    'How long somebody may be missing from full feeds before the account is suspended. Nobody is ever deleted for it.',
  ),
  MOST_LEAVERS: setting(
    count({ from: 0, to: 100 }),
    10,
    'Per cent of the registry that a full feed may leave out. A feed that leaves out more looks cut off and is refused unless it is confirmed.',
  ),
}
