import { afterAll } from 'vitest'
import { putAwayFile } from './when-done.ts'

afterAll(putAwayFile)
