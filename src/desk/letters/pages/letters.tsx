import { displayName } from '../../../people/index.ts'
import { ErrorSummary, Field, Select, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { AddressForm } from '../../pages/address-form.tsx'
import { DeskPage } from '../../pages/desk-page.tsx'
import { OlderAndNewest } from '../../pages/older-and-newest.tsx'
import { type DeskLetter, lettersAddress, type WantedLetters, wantedStates } from '../letter.ts'
import type { LetterList } from '../tasks.ts'
import { standingTexts, texts, wantedTexts } from '../texts.ts'
import { StandingTag, useStandingSentences } from './standing.tsx'

interface LettersPageProps {
  staff: Pick<Staff, 'person'>
  list: LetterList
  /** What was typed and is no address. */
  broken?: string | undefined
}

/** What became of all letters, newest first. */
export function LettersPage({ staff, list, broken }: LettersPageProps) {
  const { say } = usePage()
  const { wanted, address, letters, names } = list
  const all = <a href={lettersAddress({ ...wanted, to: undefined, before: undefined })}>{say(texts.everybody)}</a>
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="letters" error={broken !== undefined}>
      {broken !== undefined && (
        <ErrorSummary title={say(texts.notShown)} items={[{ href: '#address', text: say(texts.addressBroken) }]} />
      )}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
        {address !== undefined && <p>{say.rich(texts.toAddress, { address: <b>{address}</b>, all })}</p>}
      </hgroup>
      <div class="split">
        <div>
          {letters.length === 0 ? (
            <p>{say(texts.nothing)}</p>
          ) : (
            <ul class="rows">
              {letters.map((letter) => (
                <LetterRow key={letter.id} letter={letter} name={nameOf(names, letter)} />
              ))}
            </ul>
          )}
          <Pages {...list} />
        </div>
        <div>
          <Filter wanted={wanted} />
          <AddressFilter broken={broken} />
        </div>
      </div>
    </DeskPage>
  )
}

function nameOf(names: LetterList['names'], { person }: DeskLetter) {
  const found = person === undefined ? undefined : names.get(person)
  return found && displayName(found)
}

function LetterRow({ letter, name }: { letter: DeskLetter; name: string | undefined }) {
  const { say, time } = usePage()
  const sentences = useStandingSentences(letter)
  const to = say(standingTexts.to, { moment: time.moment(letter.at), recipient: letter.recipient })
  return (
    <li>
      <div>
        <p>
          <a href={`/desk/letters/${letter.id}`} lang={letter.language}>
            {letter.subject}
          </a>
        </p>
        <p class="small">{name === undefined ? to : `${to} · ${name}`}</p>
        {sentences.length > 0 && <p class="small">{sentences.join(' ')}</p>}
      </div>{' '}
      <StandingTag letter={letter} />
    </li>
  )
}

function Pages({ wanted, olderThan }: LetterList) {
  const { say } = usePage()
  const at = (before: string | undefined) => lettersAddress({ ...wanted, before })
  return (
    <OlderAndNewest
      label={say(texts.pages)}
      newest={wanted.before === undefined ? undefined : at(undefined)}
      older={olderThan === undefined ? undefined : at(olderThan)}
    />
  )
}

function Filter({ wanted }: { wanted: WantedLetters }) {
  const { say } = usePage()
  const states = wantedStates.map((value) => ({ value, label: say(wantedTexts[value]) }))
  return (
    <section aria-labelledby="filter">
      <h2 id="filter">{say(texts.filter)}</h2>
      <form action="/desk/letters">
        {wanted.to !== undefined && <input type="hidden" name="to" value={wanted.to} />}
        <Select
          id="state"
          name="state"
          label={say(texts.state)}
          options={[{ value: '', label: say(texts.every) }, ...states]}
          value={wanted.state ?? ''}
        />
        <Field
          id="day"
          name="day"
          label={say(texts.day)}
          hint={say(texts.dayHint)}
          value={wanted.day}
          autocomplete="off"
        />
        <p class="actions">
          <button class="button quiet" type="submit">
            {say(texts.show)}
          </button>
        </p>
      </form>
    </section>
  )
}

function AddressFilter({ broken }: { broken: string | undefined }) {
  const { say } = usePage()
  return (
    <section aria-labelledby="by-address">
      <h2 id="by-address">{say(texts.address)}</h2>
      <AddressForm
        action="/desk/letters"
        label={say(texts.addressLabel)}
        button={say(texts.showAddress)}
        typed={broken}
        error={broken === undefined ? undefined : say(texts.addressBroken)}
      />
    </section>
  )
}
