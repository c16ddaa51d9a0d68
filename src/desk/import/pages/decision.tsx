import type { ImportRunId } from '../../../database/index.ts'
import { Checkbox, ErrorSummary, Form, TextArea, usePage } from '../../../web/index.ts'
import { LONGEST_REASON, type ReasonFault, withoutNationalId } from '../../reason.ts'
import { texts as deskTexts } from '../../texts.ts'
import type { ImportSummary, NotApplied } from '../importer.ts'
import { pullTexts, texts } from '../texts.ts'

export type DecisionRefusal =
  | { because: 'form'; reason: ReasonFault | undefined; unsure: boolean }
  | { because: NotApplied | 'broken' | 'wrong-clock' }

interface DecisionFormProps {
  run: ImportRunId
  brake: ImportSummary['brake']
  /** It came from the USOS API, and is no file. */
  pulled?: boolean
  refused: DecisionRefusal | undefined
  reason: string
}

/** Into the registry, or away with it. */
export function DecisionForm({ run, brake, pulled = false, refused, reason }: DecisionFormProps) {
  const { say, language } = usePage()
  const form = refused?.because === 'form' ? refused : undefined
  const unsure = form?.unsure || refused?.because === 'many-leave'
  const percent = new Intl.NumberFormat(language === 'pl' ? 'pl-PL' : 'en-GB').format(brake.percent)
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{say(texts.decide)}</h2>
      <Form action={`/desk/import/${run}/apply`}>
        {brake.holds && (
          <>
            <p>
              <b>{say(pulled ? pullTexts.manyLeave : texts.manyLeave, { percent, most: brake.most })}</b>
            </p>
            <Checkbox
              id="sure"
              name="sure"
              label={say(pulled ? pullTexts.sureManyLeave : texts.sureManyLeave)}
              error={unsure && say(texts.tickManyLeave)}
            />
          </>
        )}
        <TextArea
          id="reason"
          name="reason"
          label={say(texts.reason)}
          hint={say(texts.reasonHint)}
          error={form?.reason && say(reasonTexts[form.reason], { most: LONGEST_REASON })}
          value={withoutNationalId(reason)}
          rows={2}
          required
        />
        <p class="actions">
          <button type="submit" class="button">
            {say(texts.apply)}
          </button>
        </p>
      </Form>
      <Form action={`/desk/import/${run}/throw-away`}>
        <p class="actions">
          <button type="submit" class="button quiet">
            {say(texts.throwAway)}
          </button>
        </p>
      </Form>
    </section>
  )
}

/** Why nothing has been put in, first in the page. */
export function DecisionRefused({ refused }: { refused: DecisionRefusal }) {
  const { say } = usePage()
  const items = refused.because === 'form' ? itemsOfForm(refused) : [itemOf[refused.because]]
  return (
    <ErrorSummary
      title={say(texts.notApplied)}
      items={items.map(({ href, text }) => ({ href, text: say(text, { most: LONGEST_REASON }) }))}
    />
  )
}

function itemsOfForm({ reason, unsure }: Extract<DecisionRefusal, { because: 'form' }>) {
  return [
    ...(unsure ? [itemOf['many-leave']] : []),
    ...(reason === undefined ? [] : [{ href: '#reason', text: reasonTexts[reason] }]),
  ]
}

const reasonTexts = {
  missing: texts.reasonMissing,
  'too-long': texts.reasonTooLong,
  'national-id': deskTexts.nationalIdDotted,
} as const satisfies Record<ReasonFault, unknown>

const itemOf = {
  'many-leave': { href: '#sure', text: texts.tickManyLeave },
  'not-waiting': { href: '#file', text: texts.notWaiting },
  'out-of-date': { href: '/desk/import', text: texts.outOfDate },
  busy: { href: '#decide', text: texts.busyApplying },
  broken: { href: '#decide', text: texts.broken },
  'wrong-clock': { href: '#decide', text: texts.wrongClock },
} as const
