import { expect, test } from 'vitest'
import { whenDone } from '../../test/when-done.ts'
import { declaredSettings, readSettings } from '../config/index.ts'
import { openDatabase } from './index.ts'

test('sign-ins have connections of their own from ten on, as many as there are by default, and the setting says so', () => {
  const opened = (connections: number) => {
    // Nobody connects before there is a question.
    const database = openDatabase('postgres://nobody@localhost/nothing', { connections, onError: () => {} })
    whenDone(() => database.close())
    return database
  }
  const nine = opened(9)
  expect(nine.hashing.db).toBe(nine.db)
  expect(nine.pools().map(({ name }) => name)).toEqual(['durable', 'quick'])
  const { DATABASE_CONNECTIONS } = readSettings({})
  expect(DATABASE_CONNECTIONS).toBe(10)
  expect(opened(DATABASE_CONNECTIONS).pools()).toHaveLength(4)
  expect(declaredSettings.get('DATABASE_CONNECTIONS')?.sentence).toMatch(/10 .*the fewest of which sign-ins have some/)
})
