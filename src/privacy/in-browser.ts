import type { Settings } from '../config/index.ts'
import type { Text } from '../language/index.ts'
import type { CookieKind } from '../web/index.ts'
import { texts } from './texts.ts'

/** What the program leaves in a browser. */
export interface KeptInBrowser {
  /** One that ends in a hyphen goes on with the number of what it is for. */
  readonly names: readonly string[]
  readonly what: Text<never>
  readonly kept: Text<'days'>
  readonly days?: number
}

/** What is no cookie of the frame: those of the library of OpenID Connect, each with its signature. */
type Others = 'oidc-sign-in' | 'oidc-sign-in.sig' | 'oidc-resume' | 'oidc-resume.sig'

const purposes = {
  TGC: 'signedIn',
  portal: 'signedIn',
  'portal-asker': 'portalBegun',
  visitor: 'browserNumber',
  device: 'knownBrowser',
  language: 'chosenLanguage',
  request: 'typedAddress',
  place: 'placeInLine',
  'link-': 'newPassword',
  'code-': 'newPassword',
  'request-': 'help',
  'case-': 'help',
  'oidc-sign-in': 'service',
  'oidc-sign-in.sig': 'service',
  'oidc-resume': 'service',
  'oidc-resume.sig': 'service',
} as const satisfies Record<CookieKind | Others, string>

type Purpose = (typeof purposes)[keyof typeof purposes]

const DAY = 86_400_000

/** For people to read. All of it is needed for what they ask for, so that they are told and not asked (Directive 2002/58/EC, Art. 5(3)). */
export function keptInBrowsers({
  REMEMBER_ME_LIFETIME,
  DEVICE_LIFETIME,
}: Pick<Settings, 'REMEMBER_ME_LIFETIME' | 'DEVICE_LIFETIME'>): readonly KeptInBrowser[] {
  const remembered = { kept: texts.remembered, days: Math.ceil(REMEMBER_ME_LIFETIME / DAY) }
  const kept: Record<Purpose, Pick<KeptInBrowser, 'kept' | 'days'>> = {
    signedIn: REMEMBER_ME_LIFETIME > 0 ? remembered : { kept: texts.untilSignOut },
    portalBegun: { kept: texts.untilClosed },
    browserNumber: { kept: texts.untilSignOut },
    knownBrowser: { kept: texts.daysAtMost, days: Math.ceil(DEVICE_LIFETIME / DAY) },
    chosenLanguage: { kept: texts.aYear },
    typedAddress: { kept: texts.minutes },
    placeInLine: { kept: texts.minutes },
    newPassword: { kept: texts.aDay },
    help: { kept: texts.aDay },
    service: { kept: texts.anHour },
  }
  return Object.entries(kept).map(([purpose, howLong]) => ({
    names: Object.entries(purposes).flatMap(([name, of]) => (of === purpose ? [name] : [])),
    what: texts[purpose as Purpose],
    ...howLong,
  }))
}
