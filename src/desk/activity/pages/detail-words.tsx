import type { ComponentChildren } from 'preact'
import type { CaseId } from '../../../database/index.ts'
import type { Text } from '../../../language/index.ts'
import { usePage } from '../../../web/index.ts'
import type { proofs } from '../../people/act-form.ts'
import { texts as personTexts } from '../../people/texts.ts'
import { roleTexts } from '../../texts.ts'
import type { ActivityLine } from '../tasks.ts'
import { answerTexts, becauseTexts, detailTexts, texts } from '../texts.ts'

/** “reason: passport seen · case: R-2026-0418”. `openCase`: the case whose page may be opened. */
export function useDetailWords(details: ActivityLine['details'], openCase: ActivityLine['openCase']) {
  const { say, time } = usePage()
  const words = Object.entries(details).flatMap(([name, value]): ComponentChildren[] => {
    if (name === 'minutes') return [say(texts.validFor, { length: time.lengthAfter(Number(value) * 60_000) })]
    if (value === null || !has(detailTexts, name)) return []
    if (name === 'case' && value === openCase) return [<CaseLink key={name} id={openCase} />]
    const meaning = meaningOf(name, String(value))
    return [`${say(detailTexts[name])}: ${meaning ? say(meaning) : value}`]
  })
  return words.flatMap((word, index) => (index === 0 ? [word] : [' · ', word]))
}

function CaseLink({ id }: { id: CaseId }) {
  const { say } = usePage()
  return (
    <>
      {say(detailTexts.case)}: <a href={`/desk/cases/${id}`}>{id}</a>
    </>
  )
}

/** What a code stands for. */
function meaningOf(detail: keyof typeof detailTexts, code: string): Text<never> | undefined {
  switch (detail) {
    case 'role':
      return has(roleTexts, code) ? roleTexts[code] : undefined
    case 'because':
      return has(becauseTexts, code) ? becauseTexts[code] : undefined
    case 'answer':
      return has(answerTexts, code) ? answerTexts[code] : undefined
    case 'proof':
      return has(proofTexts, code) ? proofTexts[code] : undefined
    default:
      return undefined
  }
}

/** As the form says it in which the code is issued. */
const proofTexts = {
  card: personTexts.proofCard,
  document: personTexts.proofDocument,
  known: personTexts.proofKnown,
} satisfies Record<(typeof proofs)[number], Text<never>>

function has<Texts extends object>(texts: Texts, name: string): name is keyof Texts & string {
  return Object.hasOwn(texts, name)
}
