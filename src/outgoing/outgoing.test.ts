import { describe, expect, test } from 'vitest'
import { listening, trustedCertificate } from '../../test/cas.ts'
import { callService, fetchFrom, type Outgoing } from './index.ts'

const { certificate, file } = trustedCertificate()
const trusting: Outgoing = { CALLBACK_NETWORKS: [], CALLBACK_CA_FILE: file }
const fetchAnything = fetchFrom(trusting, { onlyHttps: false })

describe('whatever is fetched for a library', () => {
  test('goes to whom the authority of CALLBACK_CA_FILE vouches for, and to nobody else', async () => {
    const service = await listening({ certificate })
    const form = new URLSearchParams({ logout_token: 'a.b.c' })
    const answer = await fetchAnything(`${service.origin}/back`, { method: 'POST', body: form })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(service.heard.map(({ method, body }) => [method, body])).toEqual([['POST', 'logout_token=a.b.c']])
    const trustingNobody = fetchFrom({ ...trusting, CALLBACK_CA_FILE: undefined }, { onlyHttps: true })
    await expect(trustingNobody(`${service.origin}/back`)).rejects.toThrow(/certificate/)
    expect(service.heard).toHaveLength(1)
  })

  test('goes to no address where services may not stand, unless its network is named', async () => {
    const service = await listening({ certificate })
    const elsewhere = `https://ip6-localhost:${service.port}/`
    await expect(fetchAnything(elsewhere)).rejects.toThrow()
    await expect(fetchAnything('https://169.254.169.254/')).rejects.toThrow('services may not stand at')
    expect(service.heard).toEqual([])
    const named = { ...trusting, CALLBACK_NETWORKS: ['127.0.0.0/8'] }
    const call = callService(new URL(`https://127.0.0.1:${service.port}/`), { method: 'GET' }, named)
    expect((await call).status).toBe(200)
  })

  test('follows no redirect, also where it is told to', async () => {
    const service = await listening({
      certificate,
      answer: () => ({ status: 302, headers: { location: '/elsewhere' } }),
    })
    const answer = await fetchAnything(`${service.origin}/`, { redirect: 'follow' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/elsewhere'])
    expect(service.heard).toHaveLength(1)
  })

  test('is read to 64 kB, and no longer than the library waits', async () => {
    const service = await listening({
      certificate,
      answer: ({ address }) =>
        address.pathname === '/long'
          ? { status: 200, body: 'x'.repeat(65_537) }
          : address.pathname === '/keys'
            ? { status: 200, body: '{"keys":[]}' }
            : 'never',
    })
    expect(await (await fetchAnything(`${service.origin}/keys`)).json()).toEqual({ keys: [] })
    const long = await fetchAnything(`${service.origin}/long`)
    expect(long.status).toBe(200)
    await expect(long.text()).rejects.toThrow('more than 64 kB')
    await expect(fetchAnything(`${service.origin}/never`, { signal: AbortSignal.timeout(50) })).rejects.toThrow()
  })

  test('is https alone where that is asked', async () => {
    const service = await listening()
    await expect(fetchFrom(trusting, { onlyHttps: true })(`${service.origin}/`)).rejects.toThrow('over https only')
    expect(service.heard).toEqual([])
  })
})
