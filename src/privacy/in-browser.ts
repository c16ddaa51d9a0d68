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

/** All of it, with what it is for. The last three are no cookies of the frame: two are of OpenID Connect, one stays in the tab. */
const purposes = {
  TGC: 'signedIn',
  portal: 'signedIn',
  'portal-asker': 'signedIn',
  visitor: 'forms',
  device: 'knownBrowser',
  language: 'chosenLanguage',
  place: 'placeInLine',
  request: 'newPassword',
  'link-': 'newPassword',
  'code-': 'newPassword',
  'request-': 'help',
  'case-': 'help',
  'oidc-sign-in': 'service',
  'oidc-resume': 'service',
  'waits sign-in': 'placeInLine',
} as const satisfies Record<CookieKind, string> & Record<string, string>

type Purpose = (typeof purposes)[keyof typeof purposes]

const DAY = 86_400_000

/** For people to read. All of it is needed for what they ask for. */
export function keptInBrowsers({
  REMEMBER_ME_LIFETIME,
  DEVICE_LIFETIME,
}: Pick<Settings, 'REMEMBER_ME_LIFETIME' | 'DEVICE_LIFETIME'>): readonly KeptInBrowser[] {
  const remembered = { kept: texts.remembered, days: Math.ceil(REMEMBER_ME_LIFETIME / DAY) }
  const kept: Record<Purpose, Pick<KeptInBrowser, 'kept' | 'days'>> = {
    signedIn: REMEMBER_ME_LIFETIME > 0 ? remembered : { kept: texts.untilSignOut },
    forms: { kept: texts.untilClosed },
    knownBrowser: { kept: texts.daysAtMost, days: Math.ceil(DEVICE_LIFETIME / DAY) },
    chosenLanguage: { kept: texts.aYear },
    placeInLine: { kept: texts.minutes },
    newPassword: { kept: texts.whileGood },
    help: { kept: texts.aDay },
    service: { kept: texts.anHour },
  }
  return Object.entries(kept).map(([purpose, howLong]) => ({
    names: Object.entries(purposes).flatMap(([name, of]) => (of === purpose ? [name] : [])),
    what: texts[purpose as Purpose],
    ...howLong,
  }))
}
