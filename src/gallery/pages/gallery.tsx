import { type Example, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The list of all examples, chapter by chapter. */
export function GalleryPage({ chapters }: { chapters: Readonly<Record<string, readonly Example[]>> }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)}>
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      {Object.entries(chapters).map(([chapter, examples]) => (
        <section key={chapter} aria-labelledby={`chapter-${chapter}`}>
          <h2 id={`chapter-${chapter}`}>{chapter}</h2>
          <ul class="rows">
            {examples.map(({ name, title }) => (
              <li key={name}>
                <a href={`/dev/gallery/${chapter}/${name}`}>{title}</a>
                <code class="small">{name}</code>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
