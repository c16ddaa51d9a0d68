import { usePage } from '../../../web/index.ts'
import { texts as deskTexts } from '../../texts.ts'
import type { Fault } from '../act-form.ts'
import { texts } from '../texts.ts'

/** What to do about a fault, in one sentence. */
export function useFaultSentences(mailDomains: readonly string[]): (fault: Fault) => string {
  const { say } = usePage()
  const domains = mailDomains.join(', ')
  return (fault) => {
    switch (fault.field) {
      case 'reason':
        return say(reasonTexts[fault.because])
      case 'proof':
        return say(texts.proofMissing)
      case 'handover':
        return say(texts.handoverMissing)
      case 'address':
        return say(addressTexts[fault.because], { domains, example: `jan.nowak@${mailDomains[0] ?? ''}` })
      case 'session':
        return say(sessionTexts[fault.because])
    }
  }
}

const sessionTexts = {
  missing: texts.sessionMissing,
  ended: texts.sessionEnded,
} as const

const reasonTexts = {
  missing: texts.reasonMissing,
  'too-long': texts.reasonTooLong,
  'national-id': deskTexts.nationalIdDotted,
} as const

const addressTexts = {
  missing: texts.addressMissing,
  'not-an-address': texts.addressBroken,
  'foreign-domain': texts.addressForeign,
  'national-id': texts.addressNationalId,
  'belongs-to-another': texts.addressTaken,
  'already-assigned': texts.addressSame,
  erased: texts.addressErased,
} as const
