import { Field, Page, usePage } from '../../../web/index.ts'
import { isNew, type KeptLetter } from '../kept-letter.ts'
import { texts } from '../texts.ts'

interface MailboxProps {
  letters: readonly KeptLetter[]
  /** The part of an address that was searched for. */
  to: string
  refreshing: boolean
  /** Where the next page begins. */
  olderThan?: string | undefined
}

/** All letters, newest first. */
export function MailboxPage({ letters, to, refreshing, olderThan }: MailboxProps) {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)}>
      <div class="split">
        <div>
          <hgroup>
            <h1>{say(texts.title)}</h1>
            <p>{say(texts.lead)}</p>
          </hgroup>
          <Looking to={to} refreshing={refreshing} />
        </div>
        <Search to={to} />
      </div>
      {letters.length === 0 ? <Empty to={to} /> : <List letters={letters} />}
      {olderThan !== undefined && (
        <p>
          <a href={address({ to, before: olderThan })}>{say(texts.older)}</a>
        </p>
      )}
    </Page>
  )
}

function Looking({ to, refreshing }: { to: string; refreshing: boolean }) {
  const { say } = usePage()
  return (
    <>
      <div class="actions">
        <a class="button" href={address({ to, refresh: refreshing ? 'yes' : '' })}>
          {say(texts.lookAgain)}
        </a>
        <a class="button quiet" href={address({ to, refresh: refreshing ? '' : 'yes' })}>
          {say(refreshing ? texts.stopLooking : texts.keepLooking)}
        </a>
      </div>
      {refreshing && <p class="small">{say(texts.looking)}</p>}
    </>
  )
}

function Search({ to }: { to: string }) {
  const { say } = usePage()
  return (
    <search>
      <form class="help" action="/dev/mail" method="get">
        <Field
          id="to"
          name="to"
          type="search"
          label={say(texts.recipient)}
          hint={say(texts.recipientHint)}
          value={to}
          autocapitalize="none"
          autocomplete="off"
          spellcheck={false}
        />
        <div class="actions">
          <button class="button quiet" type="submit">
            {say(texts.search)}
          </button>
          {to !== '' && <a href="/dev/mail">{say(texts.all)}</a>}
        </div>
      </form>
    </search>
  )
}

function List({ letters }: { letters: readonly KeptLetter[] }) {
  const { say, time, now } = usePage()
  return (
    <ul class="rows">
      {letters.map((letter) => (
        <li key={letter.id}>
          <div>
            <h2>
              <a href={`/dev/mail/${letter.id}`} lang={letter.headers['Content-Language']}>
                {letter.subject}
              </a>
              {isNew(letter, now) && (
                <>
                  {' '}
                  <span class="tag good">{say(texts.isNew)}</span>
                </>
              )}
            </h2>
            <p>{letter.to}</p>
          </div>
          <time class="small" datetime={letter.createdAt.toISOString()}>
            {time.moment(letter.createdAt)}
          </time>
        </li>
      ))}
    </ul>
  )
}

function Empty({ to }: { to: string }) {
  const { say } = usePage()
  return (
    <section class="help" aria-labelledby="empty">
      <h2 id="empty">{say(to === '' ? texts.empty : texts.nothingFound)}</h2>
      <p>{say(texts.emptyAdvice)}</p>
      <p>
        <a href="/reset-password">{say(texts.askForLink)}</a> · <a href="/dev">{say(texts.people)}</a>
      </p>
    </section>
  )
}

function address(query: Record<string, string>) {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  return given.size === 0 ? '/dev/mail' : `/dev/mail?${given}`
}
