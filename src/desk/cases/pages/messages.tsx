import { usePage } from '../../../web/index.ts'
import type { CaseReading } from '../tasks.ts'
import { texts } from '../texts.ts'
import { Words } from './compared.tsx'

/** Questions of the desk and answers of the person, oldest first. */
export function Messages({ reading: { case: it, names } }: { reading: CaseReading }) {
  const { say, time } = usePage()
  if (it.messages.length === 0) return null
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{say(texts.messages)}</h2>
      <ul class="rows">
        {it.messages.map(({ at, author, text }) => (
          <li key={`${at.toISOString()} ${author}`}>
            <div>
              <p class="small">
                {author === 'person'
                  ? say(texts.thePerson)
                  : say(texts.theDesk, { name: names.get(author) ?? say(texts.somebody) })}
                {', '}
                <time dateTime={at.toISOString()}>{time.moment(at)}</time>
              </p>
              <Words text={text} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
