/**
 * A button that sends its form somewhere else takes no password along (decision 064).
 *
 *     <form …> <input id="username" name="username"> <div class="reveal"><input type="password" …>…</div> …
 *       <button type="submit" formaction="/reset-password/start" formnovalidate>Reset password</button>
 *     </form>
 */
for (const button of document.querySelectorAll<HTMLButtonElement>('form button[formaction]')) {
  button.addEventListener('click', () => {
    for (const password of button.form?.querySelectorAll<HTMLInputElement>('.reveal input') ?? []) password.value = ''
  })
}
