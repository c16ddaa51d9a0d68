import type { HelpFacts } from '../../cases/index.ts'
import { usePage } from '../../web/index.ts'
import { texts } from '../case-texts.ts'

/** What was typed, as the desk will see it. A case has a number. */
export function HelpFactsList({ facts, number }: { facts: Omit<HelpFacts, 'language'>; number?: string }) {
  const { say } = usePage()
  const student = facts.kind === 'student'
  return (
    <dl class="facts">
      {number !== undefined && (
        <>
          <dt>{say(texts.case)}</dt>
          <dd>
            <code>{number}</code>
          </dd>
        </>
      )}
      <dt>{say(texts.mailbox)}</dt>
      <dd>{facts.address}</dd>
      {student && (
        <>
          <dt>{say(texts.field)}</dt>
          <dd>{facts.fieldOfStudy}</dd>
          <dt>{say(texts.album)}</dt>
          <dd>{facts.albumNumber}</dd>
          <dt>{say(texts.right)}</dt>
          <dd>{say(texts.rightYes)}</dd>
        </>
      )}
      {facts.note !== '' && (
        <>
          <dt>{say(texts.note)}</dt>
          <dd>
            <Lines text={facts.note} />
          </dd>
        </>
      )}
    </dl>
  )
}

/** Plain text of several lines. */
export function Lines({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, at) => (
        <span key={at}>
          {at > 0 && <br />}
          {line}
        </span>
      ))}
    </>
  )
}
