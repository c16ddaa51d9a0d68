import { DeskLink, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import { ForkPage } from './fork.tsx'

/** Section 3.1: whoever is not connected to registration writes to the desk, with three facts. */
export function StudentPage() {
  const { say, institution } = usePage()
  const { mail } = institution.desks.registration
  const letter = `mailto:${mail}?subject=${encodeURIComponent(say(texts.letterSubject))}&body=${encodeURIComponent(say(texts.letterBody).replaceAll('\n', '\r\n'))}`
  return (
    <ForkPage of="student">
      <p>
        {say.rich(texts.studentWhy, {
          unconnected: <b>{say(texts.unconnected)}</b>,
          registration: <DeskLink desk="registration" />,
        })}
      </p>
      <section aria-labelledby="write">
        <h2 id="write">{say(texts.writeHeading)}</h2>
        <p>{say.rich(texts.writeTo, { mail: <b>{mail}</b> })}</p>
        <ul>
          <li>{say(texts.factField)}</li>
          <li>{say(texts.factAlbum)}</li>
          <li>{say(texts.factRight)}</li>
        </ul>
        <p class="actions">
          <a class="button" href={letter}>
            {say(texts.write)}
          </a>{' '}
          <a href="/reset-password">{say(texts.goBack)}</a>
        </p>
      </section>
      <aside class="help" aria-labelledby="not-sure">
        <h2 id="not-sure">{say(texts.notSureHeading)}</h2>
        <p>{say(texts.notSure)}</p>
        <p>
          {say.rich(texts.typingError, {
            again: <a href="/reset-password">{say(texts.again)}</a>,
            it: <DeskLink desk="it" />,
          })}
        </p>
      </aside>
    </ForkPage>
  )
}
