import { usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** Under a list that is read page by page from the newest: the way back to it, and on to what is older; nothing where there is one page. */
export function OlderAndNewest({
  label,
  newest,
  older,
}: {
  label: string
  newest: string | undefined
  older: string | undefined
}) {
  const { say } = usePage()
  if (newest === undefined && older === undefined) return null
  return (
    <nav aria-label={label}>
      <ul class="links">
        {newest !== undefined && (
          <li>
            <a href={newest}>{say(texts.newest)}</a>
          </li>
        )}
        {older !== undefined && (
          <li>
            <a href={older}>{say(texts.older)}</a>
          </li>
        )}
      </ul>
    </nav>
  )
}
