/**
 * Show and hide a password (req 116).
 *
 *     <div class="reveal">
 *       <input id="new" type="password" …>
 *       <button type="button" aria-controls="new" data-show="Show" data-hide="Hide">Show<span class="hidden"> new password</span></button>
 *     </div>
 *
 * The button's first text is its verb, which says the state too: `aria-pressed` beside it would say the opposite. The hidden rest names the field. Submitting turns every field back to `type=password`.
 */
for (const button of document.querySelectorAll<HTMLButtonElement>('.reveal > button[aria-controls]')) {
  const field = document.getElementById(button.getAttribute('aria-controls') ?? '')
  if (!(field instanceof HTMLInputElement)) continue

  const show = (shown: boolean) => {
    field.type = shown ? 'text' : 'password'
    const verb = button.firstChild
    if (verb) verb.textContent = (shown ? button.dataset.hide : button.dataset.show) ?? verb.textContent
  }
  button.addEventListener('click', () => show(field.type === 'password'))
  field.form?.addEventListener('submit', () => show(false))
  // A page that comes back from the history keeps what was typed, but does not show it.
  addEventListener('pageshow', () => show(false))
}
