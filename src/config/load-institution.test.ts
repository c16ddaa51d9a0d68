import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadInstitution } from './load-institution.ts'
test('x', () => { const i = loadInstitution('institution.yaml'); console.log(i, i.words('en')) })
