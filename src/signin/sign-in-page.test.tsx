import { expect, test } from 'vitest'
import { rendered } from '../../test/rendered.ts'
import { SignInPage } from './pages/sign-in.tsx'

test('whoever is refused or not recognized hears that the whole address is wanted, and to look for a typing error', () => {
  for (const refusal of ['refused', 'not-recognized'] as const) {
    const page = rendered(<SignInPage carried={{}} typed="402113" refusal={refusal} />)
    if (refusal === 'not-recognized') expect(page).toMatch(/No mistake in the ID\? <a [^>]*>What to do next is below/)
    expect(page.match(/check that it is the whole university e-mail address, without a typing error/g)).toHaveLength(2)
  }
})
