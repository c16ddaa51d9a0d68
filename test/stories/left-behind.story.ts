import { expect, test } from 'vitest'
import { expectNothingLeft, secretsUsed } from '../markers.ts'
import { university } from '../university.ts'
import { openSetPage, signIn, setPassword } from './journeys.ts'
import { stage } from './stage.ts'

const { person } = stage()
const furta = await university()
