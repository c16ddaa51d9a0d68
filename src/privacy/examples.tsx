import { toldRules } from '../personal-data/index.ts'
import type { Example } from '../web/index.ts'
import { PrivacyPage } from './pages/privacy.tsx'
import { aboutPeople } from './privacy.ts'

const twoYears = { KEEP_AUDIT: 730 * 86_400_000 }

export const examples: readonly Example[] = [
  {
    name: 'privacy',
    title: 'Personal data: what is stored, and how long',
    render: () => <PrivacyPage purposes={aboutPeople(toldRules(twoYears))} />,
  },
]
