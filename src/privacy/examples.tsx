import { toldRules } from '../personal-data/index.ts'
import type { Example } from '../web/index.ts'
import { keptInBrowsers } from './in-browser.ts'
import { PrivacyPage } from './pages/privacy.tsx'
import { aboutPeople } from './privacy.ts'

const DAY = 86_400_000
const twoYears = { KEEP_AUDIT: 730 * DAY }
const remembered = { REMEMBER_ME_LIFETIME: 30 * DAY, DEVICE_LIFETIME: 180 * DAY }

export const examples: readonly Example[] = [
  {
    name: 'privacy',
    title: 'Personal data: what is stored, and how long',
    render: () => <PrivacyPage purposes={aboutPeople(toldRules(twoYears))} inBrowser={keptInBrowsers(remembered)} />,
  },
]
