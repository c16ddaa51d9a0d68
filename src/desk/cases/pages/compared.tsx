import type { ComponentChildren } from 'preact'
import type { Compared as ComparedFact } from '../../../cases/index.ts'
import { usePage } from '../../../web/index.ts'
import type { CaseReading } from '../tasks.ts'
import { texts } from '../texts.ts'

/** Each fact as it was given, beside what the registry says. What differs says so in words. */
export function Compared({ reading }: { reading: CaseReading }) {
  const { say, language } = usePage()
  const { case: it, comparison } = reading
  const { person, address, albumNumber, fieldOfStudy, name, studies } = comparison
  return (
    <section aria-labelledby="compared">
      <h2 id="compared">{say(texts.whatWasAsked)}</h2>
      <ul class="rows">
        <Fact name={say(texts.address)} given={it.address} compared={address} registry={person?.assignedAddress} />
        {it.kind === 'student' && (
          <>
            <Fact
              name={say(texts.albumNumber)}
              given={it.albumNumber}
              compared={albumNumber}
              registry={person?.albumNumber}
            />
            <Fact
              name={say(texts.fieldOfStudy)}
              given={it.fieldOfStudy}
              compared={fieldOfStudy}
              registry={studies.map((study) => study.name[language]).join(', ')}
            />
            <Fact
              name={say(texts.right)}
              given={say(it.hasRight ? texts.rightYes : texts.rightNo)}
              compared={it.hasRight ? { is: 'unknown' } : { is: 'differs', registry: '' }}
              registry={say(texts.rightAsk)}
            />
          </>
        )}
        {person && <Fact name={say(texts.surname)} given={it.address} compared={name} registry={person.surname} />}
      </ul>
      {it.note !== '' && (
        <>
          <h3>{say(texts.noteHeading)}</h3>
          <Words text={it.note} />
        </>
      )}
    </section>
  )
}

interface FactProps {
  name: string
  given: string
  compared: ComparedFact
  registry: string | undefined
}

function Fact({ name, given, compared, registry }: FactProps) {
  const { say } = usePage()
  const nothing = say(texts.nothingGiven)
  return (
    <li>
      <div>
        <p class="small">{name}</p>
        <p>
          {say(texts.given)}: <b>{given === '' ? nothing : given}</b>
        </p>
        <p>
          {say(texts.registry)}: <b>{registry === undefined || registry === '' ? nothing : registry}</b>
        </p>
      </div>{' '}
      <span class={tags[compared.is]}>{say(tagTexts[compared.is])}</span>
    </li>
  )
}

const tags = { agrees: 'tag good', differs: 'tag bad', unknown: 'tag' } as const
const tagTexts = { agrees: texts.tagAgrees, differs: texts.tagDiffers, unknown: texts.tagUnknown } as const

/** Lines as somebody wrote them. */
export function Words({ text }: { text: string }): ComponentChildren {
  const lines = text.split(/\r?\n/)
  return (
    <p>
      {lines.map((line, index) => (
        <span key={index}>
          {index > 0 && <br />}
          {line}
        </span>
      ))}
    </p>
  )
}
