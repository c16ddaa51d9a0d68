/**
 * Forms with a password wait in the browser until there is time for them (decision 211):
 *
 *     <form data-waits …>
 *
 * Before it is sent, `/turn` is asked. It says yes, or answers with `Retry-After` and a notice that is shown under the
 * form, and is asked again while that counts down; then the form is sent by itself, and nobody types anything anew. The page that was
 * answered where this did not work counts down as well:
 *
 *     <div data-wait="12" data-opens="/cas/login" data-at-the-end="…">… <progress> <span data-seconds>12</span> <button data-stop hidden>…</button></div>
 */
const ANSWER_WITHIN_MS = 4_000
/** A line may move faster than it was expected to: people go away, and a machine that was held up catches up. */
const ASKED_ANEW_AFTER_MS = 30_000

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
  let told: { notice: HTMLElement; at: number } | undefined
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
  addEventListener('pageshow', leave)

  /** Whoever stopped the wait and presses again hears at once what was told, and costs nobody anything. */
  async function press() {
    state = 'waiting'
    const known = told && noticeByNow(told)
    if (known) wait(known)
    else await ask('send')
    place.firstElementChild?.scrollIntoView({ block: 'nearest' })
  }

  async function ask(withoutAnswer: 'send' | 'go on waiting') {
    const turn = await askTurn()
    if (state !== 'waiting') return
    if (turn instanceof HTMLElement) {
      told = { notice: turn.cloneNode(true) as HTMLElement, at: Date.now() }
      return wait(turn)
    }
    if (turn === 'no answer' && withoutAnswer === 'go on waiting') return
    stop()
    state = 'sending'
    form.requestSubmit()
  }

  function wait(notice: HTMLElement) {
    const hadFocus = place.contains(document.activeElement)
    stop()
    place.replaceChildren(notice)
    const asked = setInterval(() => void ask('go on waiting'), ASKED_ANEW_AFTER_MS)
    const stopCounting = countDown(notice, () => {
      clearInterval(asked)
      void ask('send')
    })
    stop = () => {
      clearInterval(asked)
      stopCounting()
    }
    offerStop(notice, leave)
    if (hadFocus) notice.querySelector<HTMLButtonElement>('[data-stop]')?.focus()
  }

  function leave() {
    stop()
    state = 'typing'
    place.replaceChildren()
  }
}

/** What was told, as it is true by now; nothing when that is too long ago. */
function noticeByNow({ notice, at }: { notice: HTMLElement; at: number }) {
  const passed = Date.now() - at
  const left = secondsOn(notice) - Math.floor(passed / 1000)
  if (passed >= ASKED_ANEW_AFTER_MS || left <= 0) return undefined
  const now = notice.cloneNode(true) as HTMLElement
  now.dataset.wait = String(left)
  for (const number of now.querySelectorAll('[data-told]')) number.textContent = String(left)
  return now
}

/**
 * What to show beside a form that there is no time for, or that there is. `no answer` where none came or one that is not ours, from a
 * proxy or the login page of a hotel: where nothing was told before, the form is sent then, and its own answer says what is wrong.
 */
async function askTurn(): Promise<HTMLElement | 'now' | 'no answer'> {
  try {
    const answer = await fetch('/turn', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    if (answer.status === 204) return 'now'
    if (answer.status !== 200) return 'no answer'
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return page.querySelector<HTMLElement>('[data-wait]') ?? 'no answer'
  } catch {
    return 'no answer'
  }
}

/** `then` at the end, unless what it gives is called before. */
function countDown(notice: HTMLElement, then: () => void) {
  const end = Date.now() + secondsOn(notice) * 1000
  const [bar, shown] = [notice.querySelector('progress'), notice.querySelector('[data-seconds]')]
  const timer = setInterval(look, 500)
  look()
  return () => clearInterval(timer)

  function look() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    if (shown) shown.textContent = String(left)
    if (bar) bar.value = Math.max(0, bar.max - left)
    if (left > 0) return
    clearInterval(timer)
    const last = document.createElement('p')
    last.role = 'status'
    notice.append(last)
    last.textContent = notice.dataset.atTheEnd ?? ''
    then()
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
