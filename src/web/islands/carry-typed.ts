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

// To the same page in the other language: the tab has the ID from the click until that page is there. No address has it, nor any server.
if (id) {
  const carried = sessionStorage.getItem('typed')
  sessionStorage.removeItem('typed')
  if (carried) id.value = carried
  document.querySelector('a[rel=alternate]')?.addEventListener('click', () => sessionStorage.setItem('typed', id.value))
}
