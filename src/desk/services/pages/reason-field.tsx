import { TextArea, usePage } from '../../../web/index.ts'
import { type ReasonFault, withoutNationalId } from '../../reason.ts'
import { texts as deskTexts } from '../../texts.ts'
import { texts } from '../texts.ts'

export const reasonFaults = {
  missing: texts.reasonMissing,
  'too-long': texts.reasonTooLong,
  'national-id': deskTexts.nationalIdDotted,
} as const satisfies Record<ReasonFault, unknown>

/** Why: kept in the audit trail. A PESEL is not shown again, not even to whoever typed it (req 43). */
export function ReasonField({ fault, typed = '' }: { fault?: ReasonFault | undefined; typed?: string | undefined }) {
  const { say } = usePage()
  return (
    <TextArea
      id="reason"
      name="reason"
      label={say(texts.reason)}
      hint={say(texts.reasonHint)}
      value={withoutNationalId(typed)}
      error={fault && say(reasonFaults[fault])}
      required
    />
  )
}
