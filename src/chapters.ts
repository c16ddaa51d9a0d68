import { examples as accessibility } from './accessibility/index.ts'
import { examples as account } from './account/index.ts'
import { castExamples, mailboxExamples } from './demo/index.ts'
import { deskExamples } from './desk/index.ts'
import type { Chapters } from './gallery/index.ts'
import { examples as help } from './help/index.ts'
import { examples as notRecognized } from './not-recognized/index.ts'
import { examples as passwordChange } from './password-change/index.ts'
import { examples as passwordReset } from './password-reset/index.ts'
import { examples as portal } from './portal/index.ts'
import { examples as privacy } from './privacy/index.ts'
import { examples as signIn } from './signin/index.ts'
import { examples as cas } from './sso/cas/index.ts'
import { examples as oidc } from './sso/oidc/index.ts'
import { frameExamples } from './web/index.ts'

/** Every state of every page, by chapter: the gallery shows them, the tests render them. */
export const examplesOfAllChapters: Chapters = {
  portal,
  signin: signIn,
  cas,
  'password-reset': passwordReset,
  'not-recognized': notRecognized,
  'password-change': passwordChange,
  oidc,
  account,
  ...deskExamples,
  help,
  privacy,
  accessibility,
  demo: [...castExamples, ...mailboxExamples],
  frame: frameExamples,
}
