import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildAssets } from '../../bin/build.mjs'
import { openFrame } from '../../test/frame.ts'
import { loadInstitution } from '../config/index.ts'
import { Field, Form, loadAssets, Page, PasswordField } from './index.ts'

function SignInLike() {
  return (
    <Page title="Sign in" gate="closed" scripts={['show-password.js']}>
      <hgroup>
        <h1>Sign in</h1>
        <p>to continue to USOSweb</p>
      </hgroup>
      <Form action="/letter">
        <Field
          id="username"
          name="username"
          label="ID"
          hint="Your university e-mail address"
          autocomplete="username"
          required
        />
        <PasswordField id="password" name="password" label="Password" autocomplete="current-password" required />
        <p class="actions">
          <button type="submit" class="button">
            Sign in
          </button>{' '}
          <a class="button quiet" href="/reset-password">
            Reset password
          </a>
        </p>
      </Form>
      <p class="small">
        This page is always at this address. If your browser shows another one, do not type your password.
      </p>
    </Page>
  )
}

async function openWithBuiltAssets() {
  const folder = await mkdtemp(join(tmpdir(), 'furta-assets-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await buildAssets(folder)
  const assets = loadAssets(loadInstitution('institution.yaml'), folder)
  return openFrame((app) => app.get('/letter', async (_request, reply) => reply.page(<SignInLike />)), {
    parts: { assets },
  })
}

test('a sign-in page with everything it loads and every header takes less than 20 kB on the wire', async () => {
  const frame = await openWithBuiltAssets()
  const page = await frame.ask('/letter', { headers: { 'accept-encoding': 'br' } })
  const addresses = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address)
  expect(addresses.map((address) => address.replace(/-[0-9a-f]+\./, '.'))).toEqual([
    '/assets/favicon.svg',
    '/assets/furta.css',
    '/assets/show-password.js',
  ])
  const parts = await Promise.all(
    addresses.map((address) => frame.ask(address, { headers: { 'accept-encoding': 'br' } })),
  )
  const weights = [page, ...parts].map(
    ({ headers, rawHeaders }) => Number(headers['content-length']) + rawHeaders.join('    ').length,
  )
  const weight = weights.reduce((sum, one) => sum + one, 0)
  expect(weight).toBeLessThan(20_000)
})

test('what the islands need is there under the names the pages use', async () => {
  const frame = await openWithBuiltAssets()
  const { assets } = frame.app.frame
  for (const name of ['set-password.js', 'show-password.js', 'strength-worker.js', 'words.js']) {
    const answer = await frame.ask(assets.url(name), { headers: { 'accept-encoding': 'br' } })
    expect(answer.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'br' })
  }
  expect(assets.has('nothing.js')).toBe(false)
  expect(() => assets.url('nothing.js')).toThrow('There is no asset nothing.js')
})
