import { usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** Notices and links of the institution's own file. Nothing there, nothing here. */
export function News() {
  const { say, time, language, institution } = usePage()
  const { notices, links } = institution.portal
  return (
    <>
      {notices.length > 0 && (
        <section aria-labelledby="news">
          <h2 id="news">{say(texts.news)}</h2>
          <ul class="rows">
            {notices.map(({ text, date, link }) => (
              <li key={text.en}>
                <div>
                  <p>{link ? <a href={link[language]}>{text[language]}</a> : text[language]}</p>
                  {date && (
                    <p class="small">
                      <time dateTime={date}>{time.day(new Date(`${date}T12:00:00Z`))}</time>
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {links.length > 0 && (
        <section aria-labelledby="links">
          <h2 id="links">{say(texts.links)}</h2>
          <ul class="rows">
            {links.map(({ title, address }) => (
              <li key={address.en}>
                <a href={address[language]}>{title[language]}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
