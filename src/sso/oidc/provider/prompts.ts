import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { currentRequest } from '../request.ts'

/** Sign in, then whatever the service needs to be sure of, then what it may learn, then whether to go there at all. */
export function policy(needsSecondFactor: (ctx: KoaContextWithOIDC) => boolean) {
  const { Check, Prompt, base } = interactionPolicy
  const prompts = base()
  prompts.add(
    new Prompt(
      { name: 'second_factor' },
      new Check('second_factor', 'this service needs a second factor', 'interaction_required', needsSecondFactor),
    ),
    1,
  )
  prompts.add(
    new Prompt(
      { name: 'confirm' },
      new Check('warns', 'the person wishes to be asked', 'interaction_required', ({ oidc: { result } }) => {
        const answered = result?.confirm !== undefined || result?.consent !== undefined
        return !answered && currentRequest()?.session?.warns === true
      }),
    ),
  )
  return prompts
}
