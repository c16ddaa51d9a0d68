/**
 * What is typed into the sign-in goes along where people go on from it unsent, and the password never does.
 *
 *     <a href="…" rel="alternate">Polski</a> … <form …> <input id="username" name="username">
 *       <div class="reveal"><input type="password" …>…</div> …
 *       <button type="submit" formaction="/reset-password/start" formnovalidate>Reset password</button>
 *     </form>
 */
const id = document.querySelector<HTMLInputElement>('#username')

// To another page: the button sends the form (decision 064).
for (const button of document.querySelectorAll<HTMLButtonElement>('form button[formaction]')) {
  button.addEventListener('click', () => {
    for (const password of button.form?.querySelectorAll<HTMLInputElement>('.reveal input') ?? []) password.value = ''
  })
}

/** A phone in a tunnel has the other page by then, and nobody else sits here yet. */
const KEPT_FOR_MS = 30_000

// To the same page in the other language: the tab has the ID from the click until that page is there. No address has it, nor any server.
if (id) {
  const carried = take()
  if (carried) id.value = carried
  let forgetting: ReturnType<typeof setTimeout> | undefined
  document.querySelector<HTMLAnchorElement>('a[rel=alternate]')?.addEventListener('click', (event) => {
    if (!opensHere(event)) return
    sessionStorage.setItem('typed', `${Date.now()} ${id.value}`)
    // Still here: the other page did not come, or was stopped.
    clearTimeout(forgetting)
    forgetting = setTimeout(take, KEPT_FOR_MS)
  })
}

/** What was kept for this page; what was kept for one that never came may be somebody else's, and is forgotten. */
function take(): string | undefined {
  const kept = sessionStorage.getItem('typed')
  sessionStorage.removeItem('typed')
  const [, at, typed] = /^(\d+) (.*)$/.exec(kept ?? '') ?? []
  const age = Date.now() - Number(at)
  return age >= 0 && age < KEPT_FOR_MS ? typed : undefined
}

/** Not in another tab or window, nor as a download: this page would stay, and the other one is told nothing. */
function opensHere({ defaultPrevented, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent) {
  return !(defaultPrevented || ctrlKey || metaKey || shiftKey || altKey)
}
