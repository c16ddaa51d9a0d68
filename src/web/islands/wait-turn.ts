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
const ASKED_ANEW_EVERY_MS = 30_000

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-waits]')) keepBack(form)
for (const page of document.querySelectorAll<HTMLElement>('[data-opens]'))
  countDown(page, () => location.replace(page.dataset.opens ?? '/'))

function keepBack(form: HTMLFormElement) {
  const place = document.createElement('div')
  place.role = 'status'
  form.after(place)
  const line = whereInLine()
  let state: 'typing' | 'waiting' | 'sending' = 'typing'

  form.addEventListener('submit', (event) => {
    // A button that leads elsewhere needs no turn.
    if (event.submitter?.hasAttribute('formaction')) return
    if (state === 'sending') {
      state = 'typing'
      return
    }
    event.preventDefault()
    if (state === 'typing') void askTurn()
  })
  addEventListener('pageshow', () => {
    state = 'typing'
    place.replaceChildren()
  })

  async function askTurn() {
    state = 'waiting'
    const notice = line.asKnown() ?? (await line.ask())
    if (!notice) {
      state = 'sending'
      return form.requestSubmit()
    }
    place.replaceChildren(notice)
    notice.scrollIntoView({ block: 'nearest' })
    countDown(notice, () => void askTurn(), {
      askAnew: async () => secondsOn(await line.ask()),
      stopped() {
        state = 'typing'
        place.replaceChildren()
      },
    })
  }
}

/** What was said about the line last. Whoever stops the wait and presses again hears it again at once, and costs nobody anything. */
function whereInLine() {
  let told: { notice: HTMLElement; at: number } | undefined
  return {
    asKnown() {
      const passed = told ? Date.now() - told.at : Number.POSITIVE_INFINITY
      const left = secondsOn(told?.notice) - Math.floor(passed / 1000)
      if (!told || passed >= ASKED_ANEW_EVERY_MS || left <= 0) return undefined
      const notice = told.notice.cloneNode(true) as HTMLElement
      notice.dataset.wait = String(left)
      return notice
    },
    async ask() {
      const notice = await noticeOfTurn()
      told = notice ? { notice: notice.cloneNode(true) as HTMLElement, at: Date.now() } : undefined
      return notice
    },
  }
}

function secondsOn(notice: HTMLElement | null | undefined) {
  return Number(notice?.dataset.wait ?? 0)
}

/**
 * What to show beside a form that there is no time for. Nothing where there is time, and where no answer came or one that is not ours,
 * from a proxy or the login page of a hotel: the form is sent then, and its own answer says what is wrong.
 */
async function noticeOfTurn(): Promise<HTMLElement | null> {
  try {
    const answer = await fetch('/turn', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    if (answer.status !== 200) return null
    return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('[data-wait]')
  } catch {
    return null
  }
}

interface Countdown {
  /** How many seconds it is by now. */
  askAnew?: () => Promise<number>
  stopped?: () => void
}

/** `then` at the end, unless it is stopped. */
function countDown(notice: HTMLElement, then: () => void, { askAnew, stopped }: Countdown = {}) {
  let end = Date.now() + secondsOn(notice) * 1000
  let askedAt = Date.now()
  const [bar, shown, stop] = [
    notice.querySelector('progress'),
    notice.querySelector('[data-seconds]'),
    notice.querySelector<HTMLButtonElement>('[data-stop]'),
  ]
  const timer = setInterval(look, 500)
  look()
  if (stop) {
    stop.hidden = false
    stop.addEventListener('click', () => {
      clearInterval(timer)
      stop.hidden = true
      stopped?.()
    })
  }

  function look() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    if (shown) shown.textContent = String(left)
    if (bar) bar.value = bar.max - left
    if (askAnew && Date.now() - askedAt >= ASKED_ANEW_EVERY_MS) {
      askedAt = Date.now()
      void askAnew().then((seconds) => {
        end = Date.now() + seconds * 1000
      })
    }
    if (left > 0) return
    clearInterval(timer)
    const last = document.createElement('p')
    last.role = 'status'
    notice.append(last)
    last.textContent = notice.dataset.atTheEnd ?? ''
    then()
  }
}
