import { usePage } from '../../../web/index.ts'
import type { PersonAct } from '../helpful-acts.ts'
import { texts } from '../texts.ts'

/** What became of a form, as the address after it says. */
export const doneActs = [
  'connect',
  'connect-without',
  'send-link',
  'link-held',
  'link-none',
  'reopen-question',
  'assign-address',
  'address-linked',
  'address-alone',
  'wake-mailbox',
  'confirm-address',
  'remove-second-factor',
  'end-session',
  'end-sessions',
  'take-password-away',
  'disable',
  'enable',
  'merged',
  'sent-before',
  'code-sent-before',
  'helps-no-longer',
] as const

export type DoneAct = (typeof doneActs)[number]

/** How the address after an act names what was done. */
export function doneAct(act: Exclude<PersonAct, 'issue-code'>, link?: 'sent' | 'held' | 'none'): DoneAct {
  if (act === 'connect' && link !== 'sent') return 'connect-without'
  if (act === 'send-link' && link === 'held') return 'link-held'
  if (act === 'send-link' && link === 'none') return 'link-none'
  if (act === 'assign-address' && link === 'sent') return 'address-linked'
  if (act === 'assign-address' && link === 'none') return 'address-alone'
  return act
}

export function DoneSentence({ done, address = '' }: { done: DoneAct; address: string | undefined }) {
  const { say } = usePage()
  return <>{say.rich(doneTexts[done], { address: <b>{address}</b> })}</>
}

const doneTexts = {
  connect: texts.doneConnected,
  'connect-without': texts.doneConnectedWithout,
  'send-link': texts.doneLink,
  'link-held': texts.doneLinkHeld,
  'link-none': texts.doneLinkNot,
  'reopen-question': texts.doneQuestion,
  'assign-address': texts.doneAddress,
  'address-linked': texts.doneAddressLinked,
  'address-alone': texts.doneAddressAlone,
  'wake-mailbox': texts.doneWoken,
  'confirm-address': texts.doneConfirmed,
  'remove-second-factor': texts.doneFactor,
  'end-session': texts.doneSession,
  'end-sessions': texts.doneSessions,
  'take-password-away': texts.donePassword,
  disable: texts.doneDisabled,
  enable: texts.doneEnabled,
  merged: texts.doneMerged,
  'sent-before': texts.sentBefore,
  'code-sent-before': texts.codeSentBefore,
  'helps-no-longer': texts.helpsNoLonger,
} as const satisfies Record<DoneAct, unknown>
