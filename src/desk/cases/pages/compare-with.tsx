import type { ComponentChildren } from 'preact'
import type { PersonId } from '../../../database/index.ts'
import type { CaseReading } from '../tasks.ts'
import { ANSWERS, hasAnswerForm } from './answers.tsx'

interface CompareWithProps {
  reading: CaseReading
  /** Undefined for whom the registry points at. */
  person: PersonId | undefined
  children: ComponentChildren
}

/** Puts somebody else beside the case. Where there is a form of the answers it goes along, so that no word written so far is lost (decision 262). */
export function CompareWith({ reading, person, children }: CompareWithProps) {
  const { case: it } = reading
  if (!hasAnswerForm(reading)) {
    return <a href={`/desk/cases/${it.id}${person === undefined ? '' : `?person=${person}`}`}>{children}</a>
  }
  return (
    <button
      class="button quiet"
      type="submit"
      form={ANSWERS}
      formaction={`/desk/cases/${it.id}/compare`}
      name="other"
      value={person ?? ''}
    >
      {children}
    </button>
  )
}
