import { ErrorSummary, Form, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import type { ReasonFault } from '../../reason.ts'
import type { ServiceAct, ServiceView } from '../tasks.ts'
import { texts } from '../texts.ts'
import { ReasonField, reasonFaults } from './reason-field.tsx'

interface DecidePageProps {
  staff: Pick<Staff, 'person'>
  view: ServiceView
  act: ServiceAct
  fault?: ReasonFault | undefined
  typed?: string | undefined
  /** Somebody else was quicker. */
  notPossible?: boolean | undefined
}

/** Asks for the reason before a service is taken out of use, put back, or given another secret. */
export function DecidePage({ staff, view, act, fault, typed, notPossible }: DecidePageProps) {
  const { say, language } = usePage()
  const { service, entry } = view
  const { title, ask, button } = words[act]
  const heading = say(title, { name: service.name[language] })
  const items = fault ? [{ href: '#reason', text: say(reasonFaults[fault]) }] : []
  const wrong = notPossible === true || items.length > 0
  return (
    <DeskPage title={heading} staff={staff} here="services" error={wrong}>
      {wrong && (
        <ErrorSummary title={say(texts.notDone)} items={items}>
          {notPossible && <p>{say(texts.notPossible)}</p>}
        </ErrorSummary>
      )}
      <hgroup>
        <h1>{heading}</h1>
        <p>{say(ask)}</p>
      </hgroup>
      {!notPossible && (
        <Form action={`/desk/services/${service.id}/${act}`}>
          <input type="hidden" name="version" value={entry?.version ?? 0} />
          <ReasonField fault={fault} typed={typed} />
          <p class="actions">
            <button class="button" type="submit">
              {say(button)}
            </button>
          </p>
        </Form>
      )}
      <p class="actions">
        <a href={`/desk/services/${service.id}`}>{say(texts.backToService)}</a>
      </p>
    </DeskPage>
  )
}

const words = {
  secret: { title: texts.secretTitle, ask: texts.secretAsk, button: texts.secretLink },
  withdraw: { title: texts.withdrawTitle, ask: texts.withdrawAsk, button: texts.withdrawLink },
  restore: { title: texts.restoreTitle, ask: texts.restoreAsk, button: texts.restoreLink },
} as const satisfies Record<ServiceAct, unknown>
