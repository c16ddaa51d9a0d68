import type { ComponentChildren } from 'preact'
import {
  type AttributeName,
  attributeNames,
  attributeWords,
  faultTexts,
  type Service,
} from '../../../services/index.ts'
import {
  Checkbox,
  Choice,
  type ErrorItem,
  ErrorSummary,
  Field,
  Form,
  Select,
  TextArea,
  usePage,
} from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { type FormFaults, type ServiceField, type ServiceForm, serviceFields } from '../service-form.ts'
import { texts } from '../texts.ts'
import { ReasonField, reasonFaults } from './reason-field.tsx'

interface ServiceFormPageProps {
  staff: Pick<Staff, 'person'>
  /** The service that is changed, as it was when the form was opened; nothing for a new one. */
  edited?: { readonly id: string; readonly name: Service['name']; readonly version: number } | undefined
  form: ServiceForm
  faults?: FormFaults | undefined
  /** Who has changed it meanwhile; empty for somebody whose account is gone. */
  changedBy?: string | undefined
}

/** Registers a service, or changes one. What was typed stays. */
export function ServiceFormPage({ staff, edited, form, faults, changedBy }: ServiceFormPageProps) {
  const { say, language } = usePage()
  const title = edited ? say(texts.changeTitle, { name: edited.name[language] }) : say(texts.newTitle)
  const errors = useErrors(faults)
  const wrong = errors.items.length > 0 || changedBy !== undefined
  return (
    <DeskPage title={title} staff={staff} here="services" error={wrong}>
      {wrong && (
        <ErrorSummary title={say(texts.notSaved)} items={errors.items}>
          {changedBy !== undefined && edited && <Meanwhile who={changedBy} id={edited.id} />}
        </ErrorSummary>
      )}
      <hgroup>
        <h1>{title}</h1>
        <p>{say(texts.formLead)}</p>
      </hgroup>
      <Form action={edited ? `/desk/services/${edited.id}/change` : '/desk/services/new'}>
        {edited && <input type="hidden" name="version" value={edited.version} />}
        <div class="split">
          <div>
            <AboutIt form={form} of={errors.of} isNew={!edited} />
            <Learns form={form} of={errors.of} />
          </div>
          <div>
            <OverCas form={form} of={errors.of} />
            <OverOpenId form={form} of={errors.of} />
          </div>
        </div>
        <ReasonField fault={faults?.reason} typed={form.reason} />
        <p class="small">{say(texts.secretNote)}</p>
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.save)}
          </button>{' '}
          <a href={edited ? `/desk/services/${edited.id}` : '/desk/services'}>
            {say(edited ? texts.backToService : texts.back)}
          </a>
        </p>
      </Form>
    </DeskPage>
  )
}

function Meanwhile({ who, id }: { who: string; id: string }) {
  const { say } = usePage()
  const look = <a href={`/desk/services/${id}`}>{say(texts.lookFirst)}</a>
  return <p>{say.rich(texts.changedMeanwhile, { who: who || say(texts.somebody), look })}</p>
}

interface PartProps {
  form: ServiceForm
  /** What is wrong with a field. */
  of: Readonly<Partial<Record<ServiceField, string>>>
}

function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** One line of text. */
function Line({
  form,
  of,
  field,
  label,
  hint,
  required,
}: PartProps & { field: ServiceField; label: string; hint?: string | undefined; required?: boolean | undefined }) {
  return (
    <Field
      id={field}
      name={field}
      label={label}
      hint={hint}
      value={form[field]}
      error={of[field]}
      autocomplete="off"
      spellcheck={false}
      required={required}
    />
  )
}

/** Several addresses, one a line. */
function Lines({ form, of, field, label, hint }: PartProps & { field: ServiceField; label: string; hint: string }) {
  return (
    <TextArea
      id={field}
      name={field}
      label={label}
      hint={hint}
      value={form[field]}
      error={of[field]}
      autocomplete="off"
      spellcheck={false}
    />
  )
}

function Tick({ form, of, field, label }: PartProps & { field: ServiceField; label: string }) {
  return <Checkbox id={field} name={field} label={label} checked={form[field] === 'yes'} error={of[field]} />
}

function AboutIt({ isNew, ...part }: PartProps & { isNew: boolean }) {
  const { say } = usePage()
  return (
    <Part id="about" title={say(texts.whatItIs)}>
      {isNew && <Line {...part} field="id" label={say(texts.id)} hint={say(texts.idHint)} required />}
      <Line {...part} field="name-pl" label={say(texts.namePl)} required />
      <Line {...part} field="name-en" label={say(texts.nameEn)} required />
      <Line {...part} field="description-pl" label={say(texts.descriptionPl)} hint={say(texts.descriptionHint)} />
      <Line {...part} field="description-en" label={say(texts.descriptionEn)} />
      <Line {...part} field="owner-name" label={say(texts.ownerName)} />
      <Line {...part} field="owner-mail" label={say(texts.ownerMail)} />
      <Line {...part} field="home" label={say(texts.home)} hint={say(texts.homeHint)} />
      <Choice
        id="assurance"
        name="assurance"
        legend={say(texts.assurance)}
        value={part.form.assurance}
        error={part.of.assurance}
        options={[
          { value: 'password', label: say(texts.assurancePassword) },
          { value: 'second-factor', label: say(texts.assuranceSecondFactor) },
        ]}
      />
      <Tick {...part} field="single-logout" label={say(texts.tellLogout)} />
    </Part>
  )
}

function OverCas(part: PartProps) {
  const { say } = usePage()
  return (
    <Part id="cas" title={say(texts.cas)}>
      <Lines {...part} field="urls" label={say(texts.urls)} hint={say(texts.addressesHint)} />
      <Line {...part} field="logout-url" label={say(texts.logoutUrl)} hint={say(texts.logoutUrlHint)} />
      <Lines {...part} field="proxy-callbacks" label={say(texts.proxyCallbacks)} hint={say(texts.proxyHint)} />
    </Part>
  )
}

function OverOpenId(part: PartProps) {
  const { say } = usePage()
  const { form, of } = part
  return (
    <Part id="oidc" title={say(texts.oidc)}>
      <Lines {...part} field="redirect-uris" label={say(texts.redirectUris)} hint={say(texts.redirectUrisHint)} />
      <Lines
        {...part}
        field="post-logout-redirect-uris"
        label={say(texts.postLogoutRedirectUris)}
        hint={say(texts.postLogoutHint)}
      />
      <Line {...part} field="back-channel-logout-uri" label={say(texts.backChannelLogoutUri)} />
      <Select
        id="authentication"
        name="authentication"
        label={say(texts.authentication)}
        value={form.authentication}
        error={of.authentication}
        options={authentications.map((value) => ({ value, label: say(texts[value]) }))}
      />
      <Lines {...part} field="jwks" label={say(texts.keys)} hint={say(texts.keysHint)} />
      <Select
        id="id-token-algorithm"
        name="id-token-algorithm"
        label={say(texts.idTokenAlgorithm)}
        value={form['id-token-algorithm']}
        error={of['id-token-algorithm']}
        options={['RS256', 'ES256'].map((value) => ({ value, label: value }))}
      />
      <Tick {...part} field="offline-access" label={say(texts.offlineLabel)} />
      <Tick {...part} field="introspection" label={say(texts.introspectionLabel)} />
    </Part>
  )
}

const authentications = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const

function Learns(part: PartProps) {
  const { say } = usePage()
  return (
    <Part id="learns" title={say(texts.attributes)}>
      <fieldset class="field" aria-labelledby="learns" aria-describedby="attributes-hint">
        <p class="hint" id="attributes-hint">
          {say(texts.attributesHint)}
        </p>
        {attributeNames.map((name) => (
          <Attribute key={name} name={name} ticked={part.form[`attribute-${name}`] === 'yes'} />
        ))}
      </fieldset>
      <Tick {...part} field="consent" label={say(texts.askConsent)} />
    </Part>
  )
}

function Attribute({ name, ticked }: { name: AttributeName; ticked: boolean }) {
  const { say } = usePage()
  const id = `attribute-${name}`
  return (
    <p class="choice">
      <input type="checkbox" id={id} name={id} value="yes" checked={ticked} />{' '}
      <label for={id}>
        <code>{name}</code>: {say(attributeWords[name])}
      </label>
    </p>
  )
}

/** The sentences, by field and in the order of the form. */
function useErrors(faults: FormFaults | undefined) {
  const { say } = usePage()
  const of: Partial<Record<ServiceField, string>> = {}
  const items: ErrorItem[] = []
  for (const field of serviceFields) {
    const found = faults?.fields[field]
    if (!found) continue
    const sentence = say(faultTexts[found.fault.fault], found.fault.named)
    const text = found.about === undefined ? sentence : `${found.about}: ${sentence}`
    of[field] = text
    items.push({ href: `#${field}`, text })
  }
  if (faults?.reason) items.push({ href: '#reason', text: say(reasonFaults[faults.reason]) })
  return { of, items }
}
