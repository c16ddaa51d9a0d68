/**
 * Forms with a password wait in the browser until there is time for them (decision 211):
 *
 *     <form data-waits …>
 *
 * Before it is sent, `/turn` is asked. It says yes, or answers with `Retry-After` and a notice that is shown under the
 * form, and is asked again while that counts down; at its end there is a place (where it is not `data-firm`, `/turn` says whether it is),
 * and the form is sent by itself: nobody types anything anew.
 * A page that was opened while others wait brings that notice along, and a line above the form that counts down while it is being filled in:
 *
 *     <div data-line data-wait="12" data-at-the-end="…">…</div> <template data-turn>…</template>
 *
 * The page that was answered where this did not work counts down as well:
 *
 *     <div data-wait="12" data-opens="/cas/login" data-at-the-end="…">… <progress> <span data-left>12 s</span> <button data-stop hidden>…</button></div>
 */
import { waitInWords } from '../../language/wait-in-words.ts'

const ANSWER_WITHIN_MS = 4_000
/** A line may move faster than it was expected to: people go away, and a machine that was held up catches up. */
const ASKED_ANEW_AFTER_MS = 45_000
/** For so long after its moment the place is surely there: a browser may look at its clock once a minute. */
const KEPT_FOR_MS = 90_000

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-waits]')) keepBack(form)
for (const page of document.querySelectorAll<HTMLElement>('[data-opens]')) {
  const stop = countDown(page, () => location.replace(page.dataset.opens ?? '/'))
  offerStop(page, stop)
}

function keepBack(form: HTMLFormElement) {
  const place = document.createElement('div')
  place.role = 'status'
  form.after(place)
  let state: 'typing' | 'waiting' | 'sending' = 'typing'
  const told = lastTold(document.querySelector<HTMLTemplateElement>('template[data-turn]'))
  const line = document.querySelector<HTMLElement>('[data-line]')
  if (line) countDown(line, (late) => sayItIsTime(line, late))
  let stop = () => {}

  form.addEventListener('submit', (event) => {
    // A button that leads elsewhere needs no turn.
    if (event.submitter?.hasAttribute('formaction')) return
    if (state === 'sending') {
      state = 'typing'
      return
    }
    event.preventDefault()
    if (state === 'typing') void press()
  })
  // Back from where the form led to: it was sent from here once.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) leave()
  })

  /** Whoever stopped the wait and presses again hears at once what was told, and costs nobody anything. */
  async function press() {
    state = 'waiting'
    const known = told.recall()
    if (known) wait(known.notice, known.ago)
    else await ask('send')
    place.firstElementChild?.scrollIntoView({ block: 'nearest' })
  }

  async function ask(withoutAnswer: 'send' | 'go on waiting') {
    const turn = await askTurn()
    if (state !== 'waiting') return
    if (turn instanceof HTMLElement) {
      line?.remove()
      told.keep(turn)
      return wait(turn)
    }
    if (turn === 'no answer' && withoutAnswer === 'go on waiting') return
    send()
  }

  function send() {
    stop()
    told.forget()
    state = 'sending'
    form.requestSubmit()
    // A field was emptied meanwhile: the browser says so, and nothing has been sent.
    if (state === 'sending') leave()
  }

  /** `ago`: how many milliseconds the notice is old already. */
  function wait(notice: HTMLElement, ago = 0) {
    const hadFocus = place.contains(document.activeElement)
    stop()
    if (line) line.hidden = true
    place.replaceChildren(notice)
    let asked = setTimeout(askAnew, ASKED_ANEW_AFTER_MS - ago)
    const stopCounting = countDown(notice, (late) => {
      clearTimeout(asked)
      if (notice.hasAttribute('data-firm') && late < KEPT_FOR_MS) send()
      else void ask('send')
    })
    stop = () => {
      clearTimeout(asked)
      stopCounting()
    }
    function askAnew() {
      asked = setTimeout(askAnew, ASKED_ANEW_AFTER_MS)
      void ask('go on waiting')
    }
    offerStop(notice, leave)
    if (hadFocus) notice.querySelector<HTMLButtonElement>('[data-stop]')?.focus()
  }

  function leave() {
    stop()
    state = 'typing'
    if (line) line.hidden = false
    place.replaceChildren()
  }
}

/** Of the line above a form only that is left, for as long as the place is kept. */
function sayItIsTime(line: HTMLElement, late: number) {
  line.firstElementChild?.remove()
  setTimeout(() => line.remove(), Math.max(0, KEPT_FOR_MS - late))
}

/** What was told last, for as long as nobody asks anew: at first what the page says, if it says anything. */
function lastTold(page: HTMLTemplateElement | null) {
  let told: { readonly notice: HTMLElement; readonly seconds: number; readonly at: number } | undefined
  const brought = page && noticeIn(page.innerHTML)
  if (brought) keep(brought)
  return { keep, recall, forget }

  function keep(notice: HTMLElement) {
    told = { notice, seconds: secondsOn(notice), at: Date.now() }
  }

  /** As it is true by now, and how many milliseconds ago it was told. */
  function recall() {
    if (!told) return undefined
    const ago = Date.now() - told.at
    const left = told.seconds - Math.floor(ago / 1000)
    if (ago < 0 || ago >= ASKED_ANEW_AFTER_MS || left <= 0) return forget()
    const notice = told.notice.cloneNode(true) as HTMLElement
    notice.dataset.wait = String(left)
    for (const words of notice.querySelectorAll('[data-told-in-words]')) words.textContent = waitInWords(left)
    return { notice, ago }
  }

  function forget() {
    told = undefined
  }
}

/**
 * What to show beside a form that there is no time for, or that there is. `no answer` where none came or one that is not ours, from a
 * proxy or the login page of a hotel: where nothing was told before, the form is sent then, and its own answer says what is wrong.
 */
function askTurn(): Promise<Answer> {
  // One question at a time: a machine that wakes up has several reasons to ask.
  asking ??= answerOfTurn().finally(() => {
    asking = undefined
  })
  return asking
}

type Answer = HTMLElement | 'now' | 'no answer'
let asking: Promise<Answer> | undefined

async function answerOfTurn(): Promise<Answer> {
  try {
    const answer = await fetch('/turn', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    if (answer.status === 204) return 'now'
    if (answer.status !== 200) return 'no answer'
    return noticeIn(await answer.text()) ?? 'no answer'
  } catch {
    return 'no answer'
  }
}

function noticeIn(html: string) {
  return new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLElement>('[data-wait]')
}

/** `then` at the end, unless what it gives is called before; a machine that slept comes to it late, by so many milliseconds. */
function countDown(notice: HTMLElement, then: (late: number) => void) {
  const end = Date.now() + secondsOn(notice) * 1000
  const [bar, shown] = [notice.querySelector('progress'), notice.querySelector('[data-left]')]
  const timer = setInterval(look, 500)
  look()
  return () => clearInterval(timer)

  function look() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    if (shown) shown.textContent = waitInWords(left)
    if (bar) bar.value = Math.max(0, bar.max - left)
    if (left > 0) return
    clearInterval(timer)
    const last = document.createElement('p')
    last.role = 'status'
    notice.append(last)
    last.textContent = notice.dataset.atTheEnd ?? ''
    then(Date.now() - end)
  }
}

function offerStop(notice: HTMLElement, stop: () => void) {
  const button = notice.querySelector<HTMLButtonElement>('[data-stop]')
  if (!button) return
  button.hidden = false
  button.addEventListener('click', () => {
    stop()
    button.hidden = true
  })
}

function secondsOn(notice: HTMLElement) {
  return Number(notice.dataset.wait)
}
