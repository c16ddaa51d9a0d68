/**
 * Forms with a password wait in the browser until there is time for them (decision 211):
 *
 *     <form data-waits="sign-in" …>
 *
 * Before it is sent, `/turn` is asked. It says yes, or answers with `Retry-After` and a notice that is shown under the
 * form, and is asked again while that counts down; then the form is sent by itself, and nobody types anything anew. Of a form that has a
 * name the tab keeps what was told, for whoever loads the page again; the others are opened too seldom for that. The page that was
 * answered where this did not work counts down as well:
 *
 *     <div data-wait="12" data-opens="/cas/login" data-at-the-end="…">… <progress> <span data-seconds>12</span> <button data-stop hidden>…</button></div>
 */
const ANSWER_WITHIN_MS = 4_000
/** A line may move faster than it was expected to: people go away, and a machine that was held up catches up. */
const ASKED_ANEW_AFTER_MS = 45_000

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
  const memory = tabMemory(form.dataset.waits)
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
    const known = memory.recall()
    if (known) wait(known.notice, known.ago)
    else await ask('send')
    place.firstElementChild?.scrollIntoView({ block: 'nearest' })
  }

  async function ask(withoutAnswer: 'send' | 'go on waiting') {
    const turn = await askTurn()
    if (state !== 'waiting') return
    if (turn instanceof HTMLElement) {
      memory.keep(turn)
      return wait(turn)
    }
    if (turn === 'no answer' && withoutAnswer === 'go on waiting') return
    stop()
    memory.forget()
    state = 'sending'
    form.requestSubmit()
    // A field was emptied meanwhile: the browser says so, and nothing has been sent.
    if (state === 'sending') leave()
  }

  /** `ago`: how many milliseconds the notice is old already. */
  function wait(notice: HTMLElement, ago = 0) {
    const hadFocus = place.contains(document.activeElement)
    stop()
    place.replaceChildren(notice)
    let asked = setTimeout(askAnew, ASKED_ANEW_AFTER_MS - ago)
    const stopCounting = countDown(notice, () => {
      clearTimeout(asked)
      void ask('send')
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
    place.replaceChildren()
  }
}

interface Told {
  readonly html: string
  readonly language: string
  /** By the clock of this machine, in milliseconds. */
  readonly at: number
}

/**
 * What was told last, for as long as nobody asks anew. With a `name` the tab keeps it: whoever loads the page again and types again hears it
 * at once. It says nothing of the person; what is too old goes when the next such page is opened. A browser that keeps nothing asks.
 */
function tabMemory(name: string | undefined) {
  const key = `waits ${name}`
  const language = document.documentElement.lang
  let told = name ? stored() : undefined
  recall()
  return { keep, recall, forget }

  function keep(notice: HTMLElement) {
    told = { html: notice.outerHTML, language, at: Date.now() }
    if (name) store(JSON.stringify(told))
  }

  /** As it is true by now, and how many milliseconds ago it was told. */
  function recall() {
    if (!told) return undefined
    const notice = told.language === language ? noticeIn(told.html) : null
    const ago = Date.now() - told.at
    const left = notice ? secondsOn(notice) - Math.floor(ago / 1000) : 0
    if (notice && ago >= 0 && ago < ASKED_ANEW_AFTER_MS && left > 0) {
      notice.dataset.wait = String(left)
      for (const number of notice.querySelectorAll('[data-told]')) number.textContent = String(left)
      return { notice, ago }
    }
    return forget()
  }

  function forget() {
    told = undefined
    if (name) store(undefined)
  }

  function stored(): Told | undefined {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  }

  function store(text: string | undefined) {
    try {
      if (text === undefined) sessionStorage.removeItem(key)
      else sessionStorage.setItem(key, text)
    } catch {
      // No storage, or it is full.
    }
  }
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
    return noticeIn(await answer.text()) ?? 'no answer'
  } catch {
    return 'no answer'
  }
}

function noticeIn(html: string) {
  return new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLElement>('[data-wait]')
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
