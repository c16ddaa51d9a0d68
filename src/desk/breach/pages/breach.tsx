import { Choice, type ErrorItem, ErrorSummary, Field, Form, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import type { BreachFaults, BreachForm } from '../tasks.ts'
import { texts } from '../texts.ts'

export interface BreachPageProps {
  staff: Pick<Staff, 'person'>
  faults?: BreachFaults | undefined
  /** What was sent and refused. */
  sent?: BreachForm | undefined
}

/** Asks what was in wrong hands, and when; gives a list of people. */
export function BreachPage({ staff, faults = {}, sent }: BreachPageProps) {
  const { say } = usePage()
  const errors = useErrors(faults)
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="breach" error={errors.items.length > 0}>
      {errors.items.length > 0 && <ErrorSummary title={say(texts.notMade)} items={errors.items} />}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      <Form action="/desk/breach">
        <Choice
          id="what"
          name="what"
          legend={say(texts.what)}
          options={useWays()}
          value={sent?.what}
          error={errors.what}
          required
        />
        <Field
          id="which"
          name="which"
          label={say(texts.which)}
          hint={say(texts.whichHint)}
          value={sent?.which}
          error={errors.which}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          required
        />
        <Field
          id="from"
          name="from"
          label={say(texts.from)}
          hint={say(texts.dayHint)}
          value={sent?.from}
          error={errors.days}
          autocomplete="off"
          required
        />
        <Field
          id="to"
          name="to"
          label={say(texts.to)}
          hint={say(texts.dayHint)}
          value={sent?.to}
          autocomplete="off"
          required
        />
        <Choice
          id="format"
          name="format"
          legend={say(texts.format)}
          options={[
            { value: 'csv', label: say(texts.csv) },
            { value: 'json', label: say(texts.json) },
          ]}
          value={sent?.format === 'json' ? 'json' : 'csv'}
          required
        />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.download)}
          </button>
        </p>
        <p class="small">{say(texts.limits)}</p>
      </Form>
    </DeskPage>
  )
}

function useWays() {
  const { say } = usePage()
  return [
    { value: 'session', label: say(texts.session), hint: say(texts.sessionHint) },
    { value: 'network', label: say(texts.network) },
    { value: 'staff', label: say(texts.staff), hint: say(texts.staffHint) },
    { value: 'service', label: say(texts.service), hint: say(texts.serviceHint) },
    { value: 'key', label: say(texts.key), hint: say(texts.keyHint) },
  ]
}

function useErrors({ what, which, days }: BreachFaults) {
  const { say } = usePage()
  const whatError = what && say(texts.whatMissing)
  const whichError = which && say(which === 'missing' ? texts.whichMissing : texts.whichUnknown)
  const daysError = days && say(texts.badDays)
  const items: ErrorItem[] = []
  if (whatError !== undefined) items.push({ href: '#what', text: whatError })
  if (whichError !== undefined) items.push({ href: '#which', text: whichError })
  if (daysError !== undefined) items.push({ href: '#from', text: daysError })
  return { what: whatError, which: whichError, days: daysError, items }
}
