import type { Example } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { SettingsPage } from './pages/settings.tsx'

const administrator = exampleStaff('administrator')

export const settingsExamples: readonly Example[] = [
  {
    name: 'settings',
    title: 'What the university has chosen',
    render: () => (
      <SettingsPage
        staff={administrator}
        settings={{ DISCLOSURE: 'page', OTHER_ADDRESSES: 'explain', PASSWORD_PROFILE: 'manual' }}
      />
    ),
  },
  {
    name: 'settings-strict',
    title: 'What the university has chosen: the strictest',
    render: () => (
      <SettingsPage
        staff={administrator}
        settings={{ DISCLOSURE: 'mailbox', OTHER_ADDRESSES: 'accept', PASSWORD_PROFILE: 'strict' }}
      />
    ),
  },
]
