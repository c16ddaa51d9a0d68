/**
 * A link beside a form that takes along what was typed, so that it is not asked for again (req 118).
 *
 *     <form …> <input id="username" name="username"> …
 *       <a href="/reset-password" data-carry="/reset-password/start">Reset password</a>
 *     </form>
 *
 * With something typed, the form is sent to `data-carry` in place of following the link, without any password.
 */
for (const link of document.querySelectorAll<HTMLAnchorElement>('form a[data-carry]')) {
  link.addEventListener('click', (event) => {
    const form = link.closest('form')
    const typed = form?.querySelector<HTMLInputElement>('input[autocomplete="username"]')?.value.trim()
    // A click that opens another tab is left alone.
    if (!form || !typed || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    for (const password of form.querySelectorAll<HTMLInputElement>('.reveal input')) password.value = ''
    form.action = link.dataset.carry ?? ''
    form.submit()
  })
}
