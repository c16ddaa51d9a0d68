import type { ComponentChildren } from 'preact'
import type { Speaker } from '../../language/index.ts'
import { Page } from '../page.tsx'
import { usePage } from '../page-surroundings.ts'
import { texts } from './texts.ts'

/** A number, or the mark in its place while the page is made that everybody gets (decision 215): it is written and not reckoned with. */
type Seconds = number | string

interface Wait {
  readonly seconds: Seconds
  /** The same as people read it: `waitInWords`. */
  readonly inWords: string
}

/**
 * Beside a form that stays in the browser until there is time for it: what happens, how long it takes, and how to end it. At a moment
 * that is `firm` the script sends the form without asking again.
 */
export function WaitNotice({ seconds, inWords, firm, say }: Wait & { firm: boolean; say: Speaker }) {
  return (
    <Countdown say={say} seconds={seconds} inWords={inWords} firm={firm} atTheEnd={say(texts.sending)}>
      <h2>{say(texts.title)}</h2>
      <p>{say.rich(texts.sentByItself, { time: <span data-told-in-words>{inWords}</span> })}</p>
    </Countdown>
  )
}

/**
 * Above a form that was opened while others wait (decision 211): how long it takes, so that it is filled in meanwhile; and, for the
 * script, the notice that is shown beside it once it has been pressed.
 */
export function PlaceInLine({ seconds, inWords, firm }: Wait & { firm: boolean }) {
  const { say } = usePage()
  return (
    <>
      <div class="help" data-line data-wait={seconds} data-at-the-end={say(texts.yourTurn)}>
        <p>
          {say.rich(texts.placeKept, { time: <span data-left>{inWords}</span> })}{' '}
          <noscript>{say(texts.sendItThen)}</noscript>
        </p>
      </div>
      <template data-turn>
        <WaitNotice seconds={seconds} inWords={inWords} firm={firm} say={say} />
      </template>
    </>
  )
}

/**
 * The answer to a form that came when there was no time for it, where no script kept it back. It goes back to the form by itself,
 * which has everything but the password; a button ends that. Without scripts the browser goes back, and the link ends the wait.
 */
export function WaitPage({ seconds, inWords, again }: Wait & { again: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)} gate="letter" scripts={['wait-turn.js']} backWithoutScripts={{ seconds, to: again }}>
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.manyPeople)}</p>
      </hgroup>
      <Countdown say={say} seconds={seconds} inWords={inWords} atTheEnd={say(texts.opening)} opens={again}>
        <p>{say(texts.opensByItself, { time: inWords })}</p>
      </Countdown>
      <p class="actions">
        <a class="button" href={again}>
          {say(texts.openNow)}
        </a>
      </p>
    </Page>
  )
}

interface CountdownProps extends Wait {
  say: Speaker
  firm?: boolean
  /** Said when the time is up. */
  atTheEnd: string
  /** What is opened then; without it the form beside it is sent. */
  opens?: string
  children: ComponentChildren
}

/** The numbers that run are for the eye; a screen reader hears what is going to happen, and that it happens. */
function Countdown({ say, seconds, inWords, firm, atTheEnd, opens, children }: CountdownProps) {
  return (
    <div class="help" data-wait={seconds} data-firm={firm || undefined} data-opens={opens} data-at-the-end={atTheEnd}>
      {children}
      <p aria-hidden="true">
        <progress max={seconds} value={0} /> {say.rich(texts.timeLeft, { time: <span data-left>{inWords}</span> })}
      </p>
      <p class="actions">
        <button type="button" class="button quiet" data-stop hidden>
          {say(texts.stopWaiting)}
        </button>
      </p>
    </div>
  )
}
