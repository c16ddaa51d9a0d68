import type { ComponentChildren } from 'preact'
import type { Desk, DeskName } from '../../config/index.ts'
import { DeskLink, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** Who answers for what, and the questions people ask. */
export function HelpPage() {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)} gate="hatch">
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      <section aria-labelledby="desks">
        <h2 id="desks">{say(texts.desks)}</h2>
        <ul class="rows">
          {desks.map((name) => (
            <DeskRow key={name} name={name} />
          ))}
        </ul>
        <p class="small">{say(texts.never)}</p>
      </section>
      <section aria-labelledby="questions">
        <h2 id="questions">{say(texts.questions)}</h2>
        <Questions />
      </section>
    </Page>
  )
}

const desks: readonly DeskName[] = ['usos', 'it', 'registration']

function DeskRow({ name }: { name: DeskName }) {
  const { language, institution } = usePage()
  const desk = institution.desks[name]
  return (
    <li>
      <div>
        <h3>{desk.answersFor[language]}</h3>
        <p>{capitalised(desk.name[language])}</p>
        <Reach desk={desk} />
      </div>
    </li>
  )
}

function Reach({ desk }: { desk: Desk }) {
  const { say, language } = usePage()
  return (
    <p>
      {say(texts.writeTo)} <a href={`mailto:${desk.mail}`}>{desk.mail}</a>
      {desk.phone !== undefined && (
        <>
          <br />
          {say(texts.call)} <a href={`tel:${desk.phone.replace(/[^+\d]/g, '')}`}>{desk.phone}</a>
        </>
      )}
      {desk.hours && (
        <>
          <br />
          {say(texts.openAt)} {desk.hours[language]}
        </>
      )}
      {desk.page && (
        <>
          <br />
          <a href={desk.page[language]}>{say(texts.deskPage)}</a>
        </>
      )}
    </p>
  )
}

function Questions() {
  const { say, language, institution } = usePage()
  const usos = <DeskLink desk="usos" />
  const it = <DeskLink desk="it" />
  const link = (address: string, name: string) => <a href={address}>{name}</a>
  return (
    <>
      <Question title={say(texts.firstTime)}>
        {say.rich(texts.firstTimeAnswer, { link: link('/reset-password', say(texts.setPassword)) })}
      </Question>
      <Question title={say(texts.noMailbox)}>
        {say.rich(texts.noMailboxAnswer, {
          desk: it,
          link: link(institution.links.mailAccount[language], say(texts.getMailbox)),
        })}
      </Question>
      <Question title={say(texts.noLetter)}>{say.rich(texts.noLetterAnswer, { desk: usos, itDesk: it })}</Question>
      <Question title={say(texts.notRecognized)}>
        {say.rich(texts.notRecognizedAnswer, {
          student: link('/not-recognized/student', say(texts.forStudents)),
          teacher: link('/not-recognized/teacher', say(texts.forTeachers)),
        })}
      </Question>
      <Question title={say(texts.notKnown)}>
        {say.rich(texts.notKnownAnswer, { link: link('/help/not-known-to-a-service', say(texts.notKnownLink)) })}
      </Question>
      <Question title={say(texts.secondStudies)}>{say(texts.secondStudiesAnswer)}</Question>
      <Question title={say(texts.noPesel)}>
        {say.rich(texts.noPeselAnswer, { desk: usos, code: link('/set-password/code', say(texts.typeCode)) })}
      </Question>
    </>
  )
}

function Question({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      <p>{children}</p>
    </section>
  )
}

function capitalised(name: string) {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
