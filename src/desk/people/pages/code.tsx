import { displayName, type Person } from '../../../people/index.ts'
import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import type { Handover } from '../act-form.ts'
import { texts } from '../texts.ts'

interface CodePageProps {
  staff: Pick<Staff, 'person'>
  person: Person
  code: string
  until: Date
  handover: Handover
}

/** The only page that ever shows the code: it answers the form, is kept by no cache and cannot be opened again (req 90). */
export function CodePage({ staff, person, code, until }: CodePageProps) {
  const { say, time, origin } = usePage()
  return (
    <DeskPage title={say(texts.codeTitle)} staff={staff} here="people">
      <hgroup>
        <h1>{say(texts.codeTitle)}</h1>
        <p>{say(texts.codeLead)}</p>
      </hgroup>
      <p>
        <code class="big">{code}</code>
      </p>
      <dl class="facts">
        <dt>{say(texts.codeFor)}</dt>
        <dd>
          {displayName(person)}
          {person.assignedAddress !== undefined && `, ${person.assignedAddress}`}
        </dd>
        <dt>{say(texts.codeUntil)}</dt>
        <dd>
          <time dateTime={until.toISOString()}>{time.moment(until)}</time>
        </dd>
        <dt>{say(texts.codeWhere)}</dt>
        <dd>{`${origin}${WHERE_TO_TYPE_IT}`}</dd>
      </dl>
      <p>{say(texts.codeNotice)}</p>
      <p class="actions">
        <a class="button quiet" href={`/desk/people/${person.id}`}>
          {say(texts.codeBack)}
        </a>
      </p>
    </DeskPage>
  )
}

const WHERE_TO_TYPE_IT = '/set-password/code'
