import Provider from 'oidc-provider'
import { PostBackPage } from '../../../web/index.ts'
import { currentRequest } from '../request.ts'

type ResponseMode = Parameters<Provider['registerResponseMode']>[1]

/** Modes of response are registered by the library itself, while it is made: only so one of them can be ours. */
export class ProviderThatPostsBack extends Provider {
  override registerResponseMode(mode: string, ofTheLibrary: ResponseMode) {
    super.registerResponseMode(mode, mode === 'form_post' ? postBack : ofTheLibrary)
  }
}

/** OAuth 2.0 Form Post Response Mode, on a page of ours. */
const postBack: ResponseMode = (_ctx, address, answer) => {
  const request = currentRequest()
  if (!request) return
  const fields = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, String(value)]))
  request.page = { content: <PostBackPage action={address} fields={fields} />, postsTo: address }
}
