import type { AccountState } from '../../../people/index.ts'
import { usePage } from '../../../web/index.ts'
import { stateTexts } from '../texts.ts'

/** The account of somebody under the assigned address, in a word. */
export function StateTag({ state }: { state: AccountState }) {
  const { say } = usePage()
  // A person is looked at under the assigned address: the other two states are those of an address somebody typed.
  if (state === 'unknown' || state === 'assigned-elsewhere') return null
  return <span class={looks[state]}>{say(stateTexts[state])}</span>
}

const looks = {
  'not-connected': 'tag bad',
  eligible: 'tag wait',
  active: 'tag good',
  disabled: 'tag bad',
  closed: 'tag',
} as const
