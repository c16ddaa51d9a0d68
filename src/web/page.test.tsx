import { expect, test } from 'vitest'
import { rendered } from '../../test/rendered.ts'
import { loadInstitution } from '../config/index.ts'
import { languages } from '../language/index.ts'
import {
  Checkbox,
  Choice,
  ErrorSummary,
  Field,
  Form,
  frameExamples,
  Gate,
  HelpBlock,
  Page,
  PasswordField,
  Select,
  TextArea,
} from './index.ts'

test('a field names its hint, its error and its rules, and says that it is wrong', () => {
  const html = rendered(
    <Field
      id="mail"
      name="mail"
      label="E-mail address:"
      hint="At the university"
      error="Type the whole address"
      describedBy="rules"
    />,
  )
  expect(html).toContain('<label for="mail">E-mail address:</label>')
  expect(html).toContain('<p class="hint" id="mail-hint">At the university</p>')
  expect(html).toContain(
    '<p class="error" id="mail-error"><span class="hidden">Error: </span>Type the whole address</p>',
  )
  expect(html).toMatch(/<input[^>]* aria-describedby="mail-hint mail-error rules" aria-invalid="true"/)
})

test('a field with nothing to add has no empty attributes', () => {
  expect(rendered(<Field id="mail" name="mail" label="E-mail" />)).toContain(
    '<input id="mail" name="mail" type="text"/>',
  )
})

test('a choice asks its question once, and an error summary leads to its first button', () => {
  const options = [
    { value: 'link', label: 'Send the link', hint: 'By mail' },
    { value: 'code', label: 'Issue a code' },
  ]
  const html = rendered(
    <Choice id="act" name="act" legend="What to do" options={options} value="code" error="Choose one" />,
  )
  expect(html).toContain('<fieldset class="field" aria-describedby="act-error"><legend>What to do</legend>')
  expect(html).toContain('<input type="radio" id="act" name="act" value="link" aria-describedby="act-about"/>')
  expect(html).toContain('<input type="radio" id="act-2" name="act" value="code" checked/>')
})

test('a box, a list and several lines name their hint and their error like a field', () => {
  const wired = { id: 'it', name: 'it', label: 'It', hint: 'Once', error: 'Say which' }
  for (const control of [
    <Checkbox {...wired} />,
    <Select {...wired} options={[{ value: '', label: '–' }]} />,
    <TextArea {...wired} />,
  ]) {
    const html = rendered(control)
    expect(html).toMatch(/<(input|select|textarea)[^>]* aria-describedby="it-hint it-error" aria-invalid="true"/)
    expect(html).toContain('<label for="it">It</label>')
  }
  expect(rendered(<Select {...wired} options={[{ value: 'a', label: 'A' }]} value="a" />)).toContain(
    '<option value="a" selected>A</option>',
  )
  expect(rendered(<TextArea {...wired} value="<b>" />)).toContain('>&lt;b></textarea>')
})

test('each password field has a button whose name alone says what it does, no value, and lets everything be pasted', () => {
  const html = rendered(
    <PasswordField id="new" name="new" label="New password:" autocomplete="new-password" value="Kasztanowy7" />,
  )
  expect(html).toContain(
    '<button type="button" aria-controls="new" data-show="Show" data-hide="Hide">Show<span class="hidden"> new password</span></button>',
  )
  expect(html).toMatch(/<input[^>]* type="password"/)
  expect(html).not.toContain('Kasztanowy7')
  expect(html).not.toMatch(/onpaste|maxlength/)
})

test('the error summary comes first, takes the focus without a script and links to the fields', () => {
  const html = rendered(
    <Page title="Sign in" error gate="closed">
      <ErrorSummary title="Wrong ID or password" items={[{ href: '#username', text: 'Type your ID' }]} />
    </Page>,
  )
  expect(html).toContain('<title>Error: Sign in – AGH sign-in</title>')
  expect(html).toMatch(
    /<main[^>]*><div><div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary"><h2 id="summary">Wrong ID or password<\/h2><ul><li><a href="#username">Type your ID<\/a>/,
  )
})

test('what somebody typed is text and never markup', () => {
  const typed = `"><img src=x onerror=alert(1)><!--</title>`
  const html = rendered(
    <Page title={typed}>
      <Field id="a" name="a" label={typed} value={typed} hint={typed} />
    </Page>,
    'en',
    { path: `/letter?x=${typed}` },
  )
  expect(html).not.toContain('<img')
  expect(html).not.toContain('<!--')
  expect(html.match(/<\/title>/g)).toHaveLength(1)
})

test('a form carries the value of its page', () => {
  expect(rendered(<Form action="/letter">x</Form>)).toContain(
    '<form action="/letter" method="post"><input type="hidden" name="form" value="the-value"/>',
  )
})

test('the portal has its own name; the person and the way out stand beside the language', () => {
  const html = rendered(
    <Page title="Front page" masthead="portal" who={<a href="/portal/login">log in</a>}>
      x
    </Page>,
  )
  expect(html).toContain('<title>Front page – USOSweb AGH</title>')
  expect(html).toContain('<b>AGH</b> <span>USOSweb</span>')
  expect(html).toMatch(
    /lang="pl" hreflang="pl">Polski<\/a><\/nav><div class="who"><a href="\/portal\/login">log in<\/a><\/div>/,
  )
})

test('the footer links only to what there is, and help is always last', () => {
  const plain = rendered(<Page title="x">x</Page>)
  const address = { pl: '/dostepnosc', en: '/accessibility' }
  const institution = loadInstitution('institution.yaml')
  const full = rendered(<Page title="x">x</Page>, 'en', {
    institution: {
      ...institution,
      links: { ...institution.links, accessibilityStatement: address },
    },
  })
  const links = (html: string) =>
    [...(html.split('<footer')[1] ?? '').matchAll(/<a href="[^"]+">([^<]+)/g)].map(([, name]) => name)
  expect(links(plain)).toEqual(['Accessibility statement', 'Personal data', 'Help and contact'])
  expect(plain).toContain('<a href="/accessibility">')
  expect(links(full)).toEqual(['Accessibility statement', 'Personal data', 'Help and contact'])
})

test('the gate is decoration, in five states, with no two alike', () => {
  const gates = (['closed', 'letter', 'hatch', 'ajar', 'open'] as const).map((door) => rendered(<Gate door={door} />))
  expect(new Set(gates).size).toBe(5)
  for (const gate of gates) expect(gate).toMatch(/<svg class="gate"[^>]* aria-hidden="true" focusable="false">/)
})

test('a help block is named by its heading', () => {
  expect(
    rendered(
      <HelpBlock id="more" title="More help">
        x
      </HelpBlock>,
    ),
  ).toContain('<aside class="help" aria-labelledby="more"><h2 id="more">More help</h2>x</aside>')
})

test.each(languages.flatMap((language) => frameExamples.map((example) => ({ language, ...example }))))(
  'the page "$title" is whole in $language',
  ({ name, language, render }) => {
    const html = rendered(render(), language)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html.match(/<h1>/g)).toHaveLength(1)
    expect(html).not.toMatch(/\{[a-zA-Z]+\}|undefined|\[object/)
    expect(html).toMatch(/class="button[ "]/)
    // Whoever waits in the line, or is on the way to a service, has nothing to report.
    if (!/^(in-line|on-your-way|post-back)/.test(name)) expect(html).toContain('7F3K-29QD')
  },
)
