import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { currentRequest } from '../request.ts'

/** Sign in, then whatever the service needs to be sure of, then what it may learn, then whether to go there at all. */
export function policy(needsSecondFactor: (ctx: KoaContextWithOIDC) => boolean) {
  const { Check, Prompt, base } = interactionPolicy
  const prompts = base()
  // Nobody is signed in twice in one browser: another account is chosen by signing in.
  prompts.add(new Prompt({ name: 'select_account', requestable: true }), 0)
  prompts.add(
    new Prompt(
      { name: 'second_factor' },
      new Check('second_factor', 'a second factor is needed', 'interaction_required', needsSecondFactor),
    ),
    2,
  )
  const consent = prompts.get('consent')
  // The library asks by the registration; a web application may have an address for its developers beside its own (decision 147).
  consent?.checks.remove('native_client_prompt')
  consent?.checks.add(
    new Check(
      'native_client_prompt',
      'native clients require End-User interaction',
      'interaction_required',
      ({ oidc }) => oidc.result?.consent === undefined && isOnOwnMachine(oidc),
    ),
    0,
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

/** The answer goes to an application on the person's own machine (RFC 8252), where nobody can vouch for who takes it. */
function isOnOwnMachine({ client, params }: KoaContextWithOIDC['oidc']): boolean {
  return client?.clientAuthMethod === 'none' && !String(params?.redirect_uri).startsWith('https://')
}
