import type { Person } from '../../../people/index.ts'
import { usePage } from '../../../web/index.ts'
import type { RegistryAnswer } from '../answers.ts'
import { texts } from '../texts.ts'

/** What the button of an answer says: it names the mailbox when that is not the proved one. */
export function useAnswerWords(proved: string, person: Person | undefined): (answer: RegistryAnswer) => string {
  const { say } = usePage()
  const assigned = person?.assignedAddress ?? proved
  return (answer) => {
    switch (answer) {
      case 'connect':
        return assigned === proved ? say(texts.connect) : say(texts.connectElsewhere, { address: assigned })
      case 'connect-and-assign':
        return say(texts.connectAndAssign)
      case 'assign':
        return say(texts.assign)
      case 'send-link':
        return assigned === proved ? say(texts.sendLink) : say(texts.sendLinkElsewhere, { address: assigned })
    }
  }
}
