import { usePage } from '../../../web/index.ts'
import type { OwnFactor } from '../tasks.ts'
import { texts } from '../texts.ts'

/** What the person proves beside the password, where a service asks for it. */
export function SecondFactorSection({ factor, all }: { factor: OwnFactor | undefined; all: number }) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="second-factor">
      <h2 id="second-factor">{say(texts.heading)}</h2>
      {factor ? (
        <>
          <p>
            {say.rich(texts.since, {
              day: <time dateTime={factor.since.toISOString()}>{time.day(factor.since)}</time>,
            })}
          </p>
          <p>{say(texts.codesLeft, { left: factor.codesLeft, all })}</p>
          <p class="actions">
            <a href="/account/second-factor/recovery-codes">{say(texts.codes)}</a>{' '}
            <a href="/account/second-factor/remove">{say(texts.remove)}</a>
          </p>
        </>
      ) : (
        <>
          <p>{say(texts.none)}</p>
          <p class="actions">
            <a class="button quiet" href="/account/second-factor/enrol">
              {say(texts.setUp)}
            </a>
          </p>
        </>
      )}
    </section>
  )
}
