import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { mayAct } from '../../permissions.ts'
import { scopeTexts, texts } from '../texts.ts'
import type { TokenLine } from '../token-book.ts'

interface TokensPageProps {
  staff: Pick<Staff, 'person'>
  /** Where SCIM stands. */
  address: string
  lines: readonly TokenLine[]
  now: Date
  done?: boolean | undefined
}

/** Which identity systems write into the registry. */
export function TokensPage({ staff, address, lines, now, done }: TokensPageProps) {
  const { say } = usePage()
  const manages = mayAct(staff.person.roles, 'manage-tokens')
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="scim">
      <hgroup>
        <h1>{say(texts.title)}</h1>
        {done && <p role="status">{say(texts.done)}</p>}
        <p>{say.rich(texts.lead, { address: <code>{address}</code> })}</p>
      </hgroup>
      {manages && (
        <p class="actions">
          <a class="button" href="/desk/scim/new">
            {say(texts.make)}
          </a>
        </p>
      )}
      <section aria-labelledby="tokens">
        <h2 id="tokens">{say(texts.tokens)}</h2>
        {lines.length === 0 && <p>{say(texts.none)}</p>}
        <ul class="rows">
          {lines.map((line) => (
            <Row key={line.name} line={line} now={now} manages={manages} />
          ))}
        </ul>
      </section>
    </DeskPage>
  )
}

function Row({ line, now, manages }: { line: TokenLine; now: Date; manages: boolean }) {
  const { say, time } = usePage()
  const { name, scopes, madeAt, expiresAt, lastUsedAt, revokedAt } = line
  const state = revokedAt ? 'revoked' : expiresAt <= now ? 'expired' : 'valid'
  return (
    <li>
      <p>
        <b>{name}</b> <span class={state === 'valid' ? 'tag' : 'tag bad'}>{say(texts[state])}</span>
      </p>
      <p class="small">
        {say(texts.may, { what: scopes.map((scope) => say(scopeTexts[scope])).join(', ') })}{' '}
        {say(texts.lasts, { made: time.moment(madeAt), end: time.moment(expiresAt) })}{' '}
        {lastUsedAt ? say(texts.lastUsed, { moment: time.moment(lastUsedAt) }) : say(texts.neverUsed)}{' '}
        {revokedAt && say(texts.revokedAt, { moment: time.moment(revokedAt) })}
      </p>
      {manages && !revokedAt && (
        <p>
          <a href={`/desk/scim/${name}/revoke`}>{say(texts.revokeLink, { name })}</a>
        </p>
      )}
    </li>
  )
}
