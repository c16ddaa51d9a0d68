import { Checkbox, ErrorSummary, Field, Form, Select, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { type ReasonFault, withoutNationalId } from '../../reason.ts'
import { texts as deskTexts } from '../../texts.ts'
import { scopeTexts, texts } from '../texts.ts'
import { scopes } from '../token-book.ts'
import { type FormFaults, lifetimes, type TokenForm } from '../token-form.ts'

interface NewTokenPageProps {
  staff: Pick<Staff, 'person'>
  form: TokenForm
  faults?: FormFaults
}

export const reasonFaults = {
  missing: texts.reasonMissing,
  'too-long': texts.reasonTooLong,
  'national-id': deskTexts.nationalIdDotted,
} as const satisfies Record<ReasonFault, unknown>

/** What a new token is called, may do and is for. */
export function NewTokenPage({ staff, form, faults = {} }: NewTokenPageProps) {
  const { say } = usePage()
  const wrong = {
    name: faults.name && say(faults.name === 'taken' ? texts.nameTaken : texts.namePattern),
    scopes: faults.scopes && say(texts.scopesMissing),
    reason: faults.reason && say(reasonFaults[faults.reason]),
  }
  const items = [
    { href: '#name', text: wrong.name },
    { href: '#scope-1', text: wrong.scopes },
    { href: '#reason', text: wrong.reason },
  ].flatMap(({ href, text }) => (text === undefined ? [] : [{ href, text }]))
  return (
    <DeskPage title={say(texts.newTitle)} staff={staff} here="scim" error={items.length > 0}>
      {items.length > 0 && <ErrorSummary title={say(texts.notSaved)} items={items} />}
      <hgroup>
        <h1>{say(texts.newTitle)}</h1>
        <p>{say(texts.newLead)}</p>
      </hgroup>
      <Form action="/desk/scim/new">
        <Field
          id="name"
          name="name"
          label={say(texts.name)}
          hint={say(texts.nameHint)}
          value={form.name}
          error={wrong.name}
          autocomplete="off"
          required
        />
        <fieldset>
          <legend>{say(texts.scopes)}</legend>
          {scopes.map((scope, index) => (
            <Checkbox
              key={scope}
              id={`scope-${index + 1}`}
              name={scope}
              label={say(scopeTexts[scope])}
              checked={form.scopes.includes(scope)}
              error={index === 0 ? wrong.scopes : undefined}
            />
          ))}
        </fieldset>
        <Select
          id="days"
          name="days"
          label={say(texts.days)}
          value={form.days}
          options={lifetimes.map((days) => ({ value: days, label: say(texts[`days-${days}`]) }))}
        />
        <TextArea
          id="reason"
          name="reason"
          label={say(texts.reason)}
          hint={say(texts.reasonHint)}
          value={withoutNationalId(form.reason)}
          error={wrong.reason}
          required
        />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.make)}
          </button>
        </p>
      </Form>
      <p class="actions">
        <a href="/desk/scim">{say(texts.back)}</a>
      </p>
    </DeskPage>
  )
}
