import { describe, expect, test } from 'vitest'
import { HandSetClock } from '../world/index.ts'
import { oncePerForm } from './double-submit.ts'

interface Outcome {
  readonly kind: 'in' | 'no-time'
  readonly number: number
}

/** A sign-in that ends when the test says so, and a browser that may go away. */
function door() {
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const acts: PromiseWithResolvers<Outcome>[] = []
  const act = () => {
    const attempt = Promise.withResolvers<Outcome>()
    acts.push(attempt)
    return attempt.promise
  }
  const signIn = oncePerForm(act, { clock, spendsForm: ({ kind }) => kind === 'in' })
  const press = ({ form = 'a form', password = 'secret' } = {}) => {
    const connection = new AbortController()
    const caller = { source: '192.0.2.1', gone: () => connection.signal.aborted }
    const outcome = signIn({ form: Buffer.from(form), typed: 'alice', password, caller })
    return { outcome, goAway: () => connection.abort() }
  }
  const end = async (number: number, kind: Outcome['kind'] = 'in') => {
    acts[number]?.resolve({ kind, number })
    await acts[number]?.promise
  }
  return { clock, acts, press, end }
}

describe('a form that is sent again', () => {
  test('while its first sending is under way is the same attempt, though the first connection was closed', async () => {
    const { acts, press, end } = door()
    const first = press()
    first.goAway()
    const second = press()
    await end(0)
    expect(await second.outcome).toEqual({ kind: 'in', number: 0 })
    expect(acts).toHaveLength(1)
  })

  test('just after it was let in with nobody left to hear it gets that answer, once', async () => {
    const { acts, press, end } = door()
    press().goAway()
    await end(0)
    expect(await press().outcome).toEqual({ kind: 'in', number: 0 })
    void press()
    expect(acts).toHaveLength(2)
  })

  test('when the first connection was closed before the answer that went into it was read, gets that answer too', async () => {
    const { acts, press, end } = door()
    const first = press()
    await end(0)
    first.goAway()
    expect(await press().outcome).toEqual({ kind: 'in', number: 0 })
    expect(acts).toHaveLength(1)
  })

  test('gets that answer, though it is heard of the end of the first connection only after the second press', async () => {
    const { acts, press, end } = door()
    const first = press()
    await end(0)
    const second = press()
    first.goAway()
    expect(await second.outcome).toEqual({ kind: 'in', number: 0 })
    expect(acts).toHaveLength(1)
  })

  test('with another password, or too late, is an attempt of its own', async () => {
    const { clock, acts, press, end } = door()
    press().goAway()
    await end(0)
    void press({ password: 'another' })
    expect(acts).toHaveLength(2)
    clock.advance({ seconds: 5 })
    void press({ form: 'a form', password: 'secret' })
    expect(acts).toHaveLength(3)
  })

  test('is no longer answered by the first one when the clock was put back meanwhile', async () => {
    const { clock, acts, press, end } = door()
    press().goAway()
    await end(0)
    clock.advance({ hours: -1 })
    void press()
    expect(acts).toHaveLength(2)
  })

  test('after an answer that was heard, or one that left the form as it was, is an attempt of its own', async () => {
    const { acts, press, end } = door()
    void press({ form: 'heard' })
    await end(0)
    void press({ form: 'heard' })
    await expect.poll(() => acts).toHaveLength(2)
    press({ form: 'no time' }).goAway()
    await end(2, 'no-time')
    void press({ form: 'no time' })
    expect(acts).toHaveLength(4)
  })
})
