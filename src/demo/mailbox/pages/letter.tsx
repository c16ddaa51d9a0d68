import { Page, usePage } from '../../../web/index.ts'
import { type KeptLetter, linkOf } from '../kept-letter.ts'
import { texts } from '../texts.ts'

/** One letter: its link, how it looks, its text part and its headers. */
export function LetterPage({ letter }: { letter: KeptLetter }) {
  const { say, time } = usePage()
  const link = linkOf(letter)
  // The letter speaks the language of its recipient, whatever the page speaks.
  const lang = letter.headers['Content-Language']
  return (
    <Page title={letter.subject}>
      <div>
        <p>
          <a href="/dev/mail">{say(texts.back)}</a>
        </p>
        <h1 lang={lang}>{letter.subject}</h1>
        <dl class="facts">
          <dt>{say(texts.to)}</dt>
          <dd>{letter.to}</dd>
          <dt>{say(texts.from)}</dt>
          <dd>{letter.from}</dd>
          <dt>{say(texts.sent)}</dt>
          <dd>
            <time datetime={letter.createdAt.toISOString()}>{time.moment(letter.createdAt)}</time>
          </dd>
        </dl>
        <div class="actions">
          {link ? (
            <a class="button" href={link}>
              {say(texts.openLink)}
            </a>
          ) : (
            <p>{say(texts.noLink)}</p>
          )}
          <a href={`/dev/mail?${new URLSearchParams({ to: letter.to })}`}>{say(texts.onlyTo)}</a>
        </div>
      </div>
      <section aria-labelledby="as-seen">
        <h2 id="as-seen">{say(texts.asSeen)}</h2>
        {/* No script tells the frame how high its letter is; this fits the letters there are. */}
        <iframe
          src={`/dev/mail/${letter.id}/html`}
          title={say(texts.asSeen)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          width="100%"
          height="860"
          frameborder="0"
        />
      </section>
      <section aria-labelledby="as-text">
        <h2 id="as-text">{say(texts.asText)}</h2>
        <div class="help">
          <p>
            <code lang={lang}>
              {letter.text
                .trimEnd()
                .split('\n')
                .map((line) => (
                  <>
                    {line === link ? <a href={link}>{line}</a> : line}
                    <br />
                  </>
                ))}
            </code>
          </p>
        </div>
        <details>
          <summary>{say(texts.headers)}</summary>
          <dl class="facts">
            {Object.entries(letter.headers).map(([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </>
            ))}
          </dl>
        </details>
      </section>
    </Page>
  )
}
