import type { Case, Comparison } from '../../../cases/index.ts'
import { deskAnswer, type Person } from '../../../people/index.ts'
import { usePage } from '../../../web/index.ts'
import { checkTexts } from '../../people/texts.ts'
import type { QueueCase } from '../tasks.ts'
import { texts } from '../texts.ts'

type Mark = 'agrees' | 'differs' | 'blocks' | 'to-know'
type Line = { readonly mark: Mark; readonly words: string }

type CaseFacts = Pick<QueueCase, 'case' | 'comparison' | 'passwordTakenAt'>

/** What agrees, what differs and what blocks, one line each: shapes and words, never colour alone. */
export function CaseRules(facts: CaseFacts) {
  return <Lines lines={useLines(facts)} />
}

/** Only what blocks the person, where the facts stand beside. */
export function AccountRules({ person, passwordTakenAt }: { person: Person } & Pick<CaseFacts, 'passwordTakenAt'>) {
  return <Lines lines={useBlocks(person, passwordTakenAt)} />
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { say } = usePage()
  return (
    <ul class="rules">
      {lines.map(({ mark, words }) => (
        <li key={words} data-is={shapes[mark]}>
          <span class="hidden">{say(marks[mark])}</span>
          {words}
        </li>
      ))}
    </ul>
  )
}

const shapes = { agrees: 'met', differs: 'broken', blocks: 'broken', 'to-know': 'later' } as const
const marks = { agrees: texts.agrees, differs: texts.differs, blocks: texts.blocks, 'to-know': texts.toKnow } as const

function useLines({ case: it, comparison, passwordTakenAt }: CaseFacts): Line[] {
  const { say, time } = usePage()
  const proved: Line = { mark: 'agrees', words: say(texts.mailboxProved, { moment: time.moment(it.lastAskedAt) }) }
  const { person } = comparison
  const facts = useFactLines(it, comparison)
  const blocks = useBlocks(person, passwordTakenAt)
  if (person) return [proved, ...facts, ...blocks]
  const nobody = say(it.kind === 'student' ? texts.nobodyKnown : texts.nobodyKnownTeacher)
  return [proved, { mark: 'blocks', words: nobody }]
}

function useFactLines(it: Case, { person, address, albumNumber, fieldOfStudy, name, studies }: Comparison): Line[] {
  const { say, language } = usePage()
  if (!person) return []
  const mailboxIsKnown = person.assignedAddress === it.address || person.otherAddresses.includes(it.address)
  const lines: (Line | undefined)[] = [
    addressLine(),
    // The owner of a registered mailbox is known; somebody else’s number with one’s own mailbox shows by the name.
    mailboxIsKnown ? undefined : nameLine(),
    ...(it.kind === 'student' ? [albumLine(), fieldLine(), rightLine()] : []),
  ]
  return lines.filter((line) => line !== undefined)

  function addressLine(): Line {
    if (address.is === 'agrees') return { mark: 'agrees', words: say(texts.addressAgrees) }
    const assigned = person?.assignedAddress
    if (assigned === undefined) return { mark: 'differs', words: say(texts.addressNone) }
    return {
      mark: 'differs',
      words: say(mailboxIsKnown ? texts.addressOwn : texts.addressOther, { address: assigned }),
    }
  }

  function nameLine(): Line {
    return name.is === 'differs'
      ? { mark: 'differs', words: say(texts.nameOther, { surname: name.registry }) }
      : { mark: 'agrees', words: say(texts.nameAgrees) }
  }

  function albumLine(): Line {
    if (albumNumber.is === 'agrees') return { mark: 'agrees', words: say(texts.albumAgrees) }
    if (albumNumber.is === 'unknown') return { mark: 'to-know', words: say(texts.albumUnknown) }
    return {
      mark: 'differs',
      words:
        albumNumber.registry === ''
          ? say(texts.albumSomebody)
          : say(texts.albumOther, { number: albumNumber.registry }),
    }
  }

  function fieldLine(): Line {
    if (fieldOfStudy.is === 'agrees') return { mark: 'agrees', words: say(texts.fieldAgrees) }
    if (fieldOfStudy.is === 'unknown') return { mark: 'to-know', words: say(texts.fieldUnknown) }
    return {
      mark: 'differs',
      words: say(texts.fieldOther, { fields: studies.map((study) => study.name[language]).join(', ') }),
    }
  }

  function rightLine(): Line {
    return it.hasRight
      ? { mark: 'agrees', words: say(texts.rightSaid) }
      : { mark: 'differs', words: say(texts.rightNotSaid) }
  }
}

/** What keeps the person from signing in under the assigned address. */
function useBlocks(person: Person | undefined, passwordTakenAt: Date | undefined): Line[] {
  const { say, time, now } = usePage()
  if (!person) return []
  const held = person.resetHeldUntil && person.resetHeldUntil > now ? person.resetHeldUntil : undefined
  const withheld: Line[] = held ? [{ mark: 'to-know', words: say(texts.held, { moment: time.moment(held) }) }] : []
  switch (deskAnswer(person).because) {
    case 'not-connected':
      return [{ mark: 'blocks', words: say(texts.notConnected) }]
    case 'no-address':
      return [{ mark: 'blocks', words: say(person.connected ? texts.noAddress : texts.notConnected) }]
    case 'disabled':
      return [{ mark: 'blocks', words: say(texts.disabled) }]
    case 'left-the-university':
      return [{ mark: 'blocks', words: say(texts.left) }]
    case 'no-password-yet':
      return [{ mark: 'to-know', words: passwordWords() }, ...withheld]
    case 'nothing-in-the-way':
      return [{ mark: 'to-know', words: say(texts.inOrder) }, ...withheld]
    case 'nobody-has-the-address':
    case 'another-address-assigned':
      return []
  }

  /** In the words of the person’s own page. */
  function passwordWords() {
    return passwordTakenAt
      ? say(checkTexts.passwordTaken, { moment: time.moment(passwordTakenAt) })
      : say(texts.noPassword)
  }
}
