import type { ComponentChildren } from 'preact'
import { Page, usePage } from '../../web/index.ts'
import { cast } from '../cast/index.ts'
import type { CastEntry } from '../tasks.ts'
import { castHints, stateTexts, texts } from '../texts.ts'

/** Everybody one can play, with all that a visitor has to type. */
export function CastPage({ people }: { people: readonly CastEntry[] }) {
  const { say } = usePage()
  const isStudent = ({ login }: CastEntry) => login.includes('@student.')
  return (
    <Page title={say(texts.title)}>
      <div class="split">
        <hgroup>
          <h1>{say(texts.title)}</h1>
          <p>{say(texts.lead)}</p>
        </hgroup>
        <Places />
      </div>
      <CastSection id="students" title={say(texts.students)} people={people.filter(isStudent)} />
      <CastSection id="staff" title={say(texts.staff)} people={people.filter((one) => !isStudent(one))} />
    </Page>
  )
}

function Places() {
  const { say } = usePage()
  const places = [
    ['/', say(texts.portal)],
    ['/dev/mail', say(texts.mailbox)],
    ['/dev/gallery', say(texts.gallery)],
    ['/dev/cast.json', say(texts.castFile)],
  ] as const
  return (
    <nav class="help" aria-labelledby="places">
      <h2 id="places">{say(texts.places)}</h2>
      <ul>
        {places.map(([href, title]) => (
          <li key={href}>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function CastSection({ id, title, people }: { id: string; title: string; people: readonly CastEntry[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="rows pairs">
        {people.map((person) => (
          <Member key={person.key} person={person} />
        ))}
      </ul>
    </section>
  )
}

function Member({ person }: { person: CastEntry }) {
  const { say } = usePage()
  return (
    <li id={person.key}>
      <div>
        <h3>
          {person.name} <span class={`tag ${tones[person.state]}`}>{say(stateTexts[person.state])}</span>
        </h3>
        <p>{say(hintFor(person.key))}</p>
        <Studies person={person} />
      </div>
      <dl class="facts">
        <Fact name={say(texts.id)}>
          <code>{person.login}</code>
        </Fact>
        {person.otherAddresses.length > 0 && (
          <Fact name={say(texts.otherAddresses)}>
            <code>{person.otherAddresses.join(' ')}</code>
          </Fact>
        )}
        <Fact name={say(texts.password)}>
          <PasswordNow person={person} />
        </Fact>
        <Answer person={person} />
      </dl>
    </li>
  )
}

/** Album number and fields of study, of those who study. */
function Studies({ person }: { person: CastEntry }) {
  const { say, language } = usePage()
  if (!person.albumNumber) return null
  const fields = person.programmes.map(({ name }) => name[language]).join(', ')
  return <p class="small">{say(texts.album, { number: person.albumNumber, fields })}</p>
}

function PasswordNow({ person }: { person: CastEntry }) {
  const { say } = usePage()
  if (person.passwordChanged) return say(texts.passwordChanged)
  return person.password === null ? say(texts.noPassword) : <code>{person.password}</code>
}

/** What this person answers to the security question. */
function Answer({ person }: { person: CastEntry }) {
  const { say } = usePage()
  const member = cast.find(({ key }) => key === person.key)
  if (person.pesel) return <Fact name={say(texts.pesel)}>{<code>{person.pesel}</code>}</Fact>
  if (person.document) return <Fact name={say(texts.document)}>{<code>{person.document}</code>}</Fact>
  if (member?.proof === 'birth_date') return <Fact name={say(texts.birthDate)}>{<code>{person.birthDate}</code>}</Fact>
  return <Fact name={say(texts.answer)}>{say(texts.noAnswer)}</Fact>
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function hintFor(key: string) {
  const hint = cast.find((member) => member.key === key)?.hint
  return hint === undefined ? texts.ordinary : castHints[hint]
}

const tones: Readonly<Record<CastEntry['state'], 'good' | 'wait' | 'bad'>> = {
  unknown: 'bad',
  'not-connected': 'wait',
  eligible: 'wait',
  active: 'good',
  'assigned-elsewhere': 'wait',
  disabled: 'bad',
  closed: 'bad',
}
