import { afterAll } from 'vitest'
import { forgetUsed } from './markers.ts'
import { putAwayFile } from './when-done.ts'

afterAll(async () => {
  await putAwayFile()
  forgetUsed()
})
