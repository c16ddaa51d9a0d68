/**
 * Forms with a password wait in the browser until there is time for them (decision 211):
 *
 *     <form data-waits …>
 *
 * Before it is sent, `/turn` is asked. It says yes, or answers with `Retry-After` and a notice that is shown under the
 * form; then the form is sent by itself, and nobody types anything anew. The page that was answered where this did not work counts
 * down as well:
 *
 *     <div data-wait="12" data-opens="/cas/login" data-at-the-end="…">… <progress> <span data-seconds>12</span> <button data-stop hidden>…</button></div>
 */
const ANSWER_WITHIN_MS = 4_000

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-waits]')) keepBack(form)
for (const page of document.querySelectorAll<HTMLElement>('[data-opens]'))
  countDown(page, () => location.replace(page.dataset.opens ?? '/'))

function keepBack(form: HTMLFormElement) {
  const place = document.createElement('div')
  place.role = 'status'
  form.after(place)
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
    const notice = await noticeOfTurn()
    if (!notice) {
      state = 'sending'
      return form.requestSubmit()
    }
    place.replaceChildren(notice)
    notice.scrollIntoView({ block: 'nearest' })
    countDown(
      notice,
      () => void askTurn(),
      () => {
        state = 'typing'
        place.replaceChildren()
      },
    )
  }
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

/** `then` at the end, unless it is stopped. */
function countDown(notice: HTMLElement, then: () => void, stopped = () => {}) {
  const end = Date.now() + Number(notice.dataset.wait) * 1000
  const [bar, shown, stop] = [
    notice.querySelector('progress'),
    notice.querySelector('[data-seconds]'),
    notice.querySelector<HTMLButtonElement>('[data-stop]'),
  ]
  const timer = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    if (shown) shown.textContent = String(left)
    if (bar) bar.value = bar.max - left
    if (left > 0) return
    clearInterval(timer)
    const last = document.createElement('p')
    last.role = 'status'
    notice.append(last)
    last.textContent = notice.dataset.atTheEnd ?? ''
    then()
  }, 500)
  if (!stop) return
  stop.hidden = false
  stop.addEventListener('click', () => {
    clearInterval(timer)
    stop.hidden = true
    stopped()
  })
}
