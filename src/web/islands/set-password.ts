/**
 * The page where a password is chosen: its rules are ticked off and its strength is told while typing (req 34, 35, 115).
 * Everything happens in this browser; nothing typed is sent before the button is pressed (req 36).
 *
 *     <ul class="rules" id="rules">
 *       <li data-rule="length" data-is="open"><span class="hidden">To do: </span>contain at least 8 characters,</li>
 *       … `data-rule` is each of `rulesOf(profile)`; the first `.hidden` of an item is its state in words …
 *     </ul>
 *     <form data-new-password='{"field":"new","rules":"rules","worker":"/assets/strength-worker-….js","context":{…},"texts":{…}}'>
 *       <input id="pesel" data-personal …>          digits typed here are personal data too
 *       <input id="new" type="password" …>
 *       <div class="strength">
 *         <span class="steps" aria-hidden="true"><i></i><i></i><i></i></span>
 *         <p role="status"></p>                     empty: filled when the typing pauses
 *       </div>
 *     </form>
 *
 * `context` is a `PolicyContext`, `texts` what `islandTexts` returns, both from `src/credentials`; the attribute is JSON.
 * The page offers the script as `<script type="module" src="/assets/set-password-….js">`. Without it all this is plain HTML.
 */
import { checkPolicy, type PolicyContext } from '../../credentials/policy.ts'
import type { Wiring } from './set-password/contract.ts'
import { ruleList } from './set-password/rule-list.ts'
import { strengthMeter } from './set-password/strength-meter.ts'
import { verdicts } from './set-password/verdicts.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-new-password]')) {
  const wiring: Wiring = JSON.parse(form.dataset.newPassword ?? '')
  const field = document.getElementById(wiring.field)
  if (field instanceof HTMLInputElement) watch(form, field, wiring)
}

function watch(form: HTMLFormElement, field: HTMLInputElement, wiring: Wiring) {
  const rules = ruleList(document.getElementById(wiring.rules), wiring.texts)
  const meter = strengthMeter(form.querySelector('.strength'), wiring.texts)
  const judge = verdicts(wiring.worker, (verdict) => meter.show(verdict))

  const look = () => {
    if (field.value === '') {
      judge.forget()
      meter.clear()
    } else judge.ask(field.value, contextNow(form, wiring.context))
    rules.show(checkPolicy(field.value, contextNow(form, wiring.context)).rules)
  }
  form.addEventListener('input', (event) => {
    if (event.target === field || (event.target as HTMLElement).matches('[data-personal]')) look()
  })
  // The words are fetched when the form is already usable: at the first sign of interest, or when the browser is idle.
  form.addEventListener('focusin', judge.wake, { once: true })
  ;(globalThis.requestIdleCallback ?? setTimeout)(judge.wake)
  if (field.value !== '') look()
}

/** The registry's personal data and what has just been typed beside the password: 11 digits are a PESEL, 8 a date of birth. */
function contextNow(form: HTMLFormElement, context: PolicyContext): PolicyContext {
  const typed = [...form.querySelectorAll<HTMLInputElement>('[data-personal]')].map(({ value }) =>
    value.replace(/\D/g, ''),
  )
  const pesel = typed.find((digits) => digits.length > 8) ?? context.personal.pesel
  const birthDate = typed.find((digits) => digits.length >= 4 && digits.length <= 8) ?? context.personal.birthDate
  return { ...context, personal: { ...context.personal, pesel, birthDate } }
}
