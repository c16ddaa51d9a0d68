import type { CaseKind } from '../../../database/index.ts'
import { displayName, type Person } from '../../../people/index.ts'
import { ErrorSummary, usePage } from '../../../web/index.ts'
import { isWithColleague, kindsSeenBy } from '../../cases/answers.ts'
import type { Staff } from '../../desk-route.ts'
import { MergeNotes, MergeOffer } from '../../merge/pages/note.tsx'
import { DeskPage } from '../../pages/desk-page.tsx'
import { mayAct, mayActOn } from '../../permissions.ts'
import { offerTo } from '../offer.ts'
import type { PersonView } from '../person-view.ts'
import { kindTexts, texts } from '../texts.ts'
import { ActForms, type ActSurroundings, type Tried } from './act-forms.tsx'
import { type DoneAct, DoneSentence } from './done.tsx'
import { useFaultSentences } from './faults.ts'
import { Obstacles } from './obstacles.tsx'
import { Attempts, Cases, Letters, Sessions, Timeline } from './record.tsx'
import { Addresses, Registry, Studies } from './registry.tsx'

export interface PersonPageProps {
  staff: Pick<Staff, 'person'>
  view: PersonView
  around: ActSurroundings
  /** What has just been done. */
  done?: DoneAct | undefined
  tried?: Tried | undefined
}

/** Why can this person not sign in, and what helps: the answer first, what it rests on below. */
export function PersonPage({ staff, view, around, done, tried }: PersonPageProps) {
  const { say } = usePage()
  const { person } = view
  const name = displayName(person)
  const kinds = kindsSeenBy(staff.person.roles)
  const follow = (kind: CaseKind) => kinds.includes(kind)
  const refused = tried !== undefined && tried.faults.length > 0
  return (
    <DeskPage title={name} staff={staff} here="people" error={refused}>
      {refused && <Refusal tried={tried} around={around} />}
      <hgroup>
        <p>
          <a href="/desk/people">{say(texts.people)}</a>
        </p>
        <h1>{name}</h1>
        <p>
          <WhoThatIs {...person} />
        </p>
      </hgroup>
      {tried && !refused && <p role="status">{say(texts.withColleague)}</p>}
      {done && (
        <p role="status">
          <DoneSentence done={done} address={person.assignedAddress} />
        </p>
      )}
      <div class="split">
        <div>
          <MergeNotes merges={view.merges} />
          <Obstacles facts={view} />
          <ActForms
            person={person}
            sessions={view.sessions}
            choice={offerTo(staff.person, view)}
            tried={tried}
            around={around}
            taken={view.cases.filter((it) => isWithColleague(it, staff.person.id))}
            owners={view.caseOwners}
          />
          <Attempts attempts={view.attempts} />
          <Letters letters={view.letters} follow={mayAct(staff.person.roles, 'see-letters')} />
        </div>
        <div>
          <Cases cases={view.cases} follow={follow} />
          <Studies studies={view.studies} />
          <Addresses person={person} />
          <Registry person={person} />
          {mayActOn(staff.person, person, 'merge-people') && person.closedBecause !== 'merged' && (
            <MergeOffer person={person.id} />
          )}
          <Sessions sessions={view.sessions} />
          <Timeline events={view.timeline} follow={follow} />
          {mayActOn(staff.person, person, 'erase') && (
            <p>
              <a href={`/desk/people/${person.id}/erase`}>{say(texts.erase)}</a>
            </p>
          )}
        </div>
      </div>
    </DeskPage>
  )
}

function Refusal({ tried: { act, faults }, around }: { tried: Tried; around: ActSurroundings }) {
  const { say } = usePage()
  const sentence = useFaultSentences(around.mailDomains)
  return (
    <ErrorSummary
      title={say(texts.notSaved)}
      items={faults.map((fault) => ({ href: `#${act}-${fault.field}`, text: sentence(fault) }))}
    />
  )
}

/** “Student · album number 402113 · alicja.wrona@…”: roles are facts about one person (manual, remarks of section 2). */
function WhoThatIs({ studentStatus, phdStudentStatus, staffStatus, albumNumber, assignedAddress }: Person) {
  const { say } = usePage()
  const kinds = [
    studentStatus === 2 && kindTexts.student,
    phdStudentStatus === 2 && kindTexts.doctoral,
    staffStatus === 2 && kindTexts.academic,
    staffStatus === 1 && kindTexts.staff,
    studentStatus === 1 && kindTexts.former,
  ].filter((kind) => kind !== false)
  const album = albumNumber === undefined ? undefined : say(texts.album, { number: albumNumber })
  return (
    <>{[...kinds.map((kind) => say(kind)), album, assignedAddress].filter((part) => part !== undefined).join(' · ')}</>
  )
}
