import type { Settings } from '../../../config/index.ts'
import type { Text } from '../../../language/index.ts'
import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { disclosureTexts, otherAddressesTexts, profileTexts, texts } from '../texts.ts'

/** The settings that are a choice of the university, and neither a secret nor a matter of the machine. */
export type ChosenSettings = Pick<Settings, 'DISCLOSURE' | 'OTHER_ADDRESSES' | 'PASSWORD_PROFILE'>

interface SettingsPageProps {
  staff: Pick<Staff, 'person'>
  settings: ChosenSettings
}

/** What holds here, in a sentence each (req 49). */
export function SettingsPage({ staff, settings }: SettingsPageProps) {
  const { say } = usePage()
  const { DISCLOSURE, OTHER_ADDRESSES, PASSWORD_PROFILE } = settings
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="settings">
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      <Chosen about={texts.stranger} set={`DISCLOSURE=${DISCLOSURE}`} means={disclosureTexts[DISCLOSURE]} />
      <Chosen
        about={texts.otherAddresses}
        set={`OTHER_ADDRESSES=${OTHER_ADDRESSES}`}
        means={otherAddressesTexts[OTHER_ADDRESSES]}
      />
      <Chosen about={texts.rules} set={`PASSWORD_PROFILE=${PASSWORD_PROFILE}`} means={profileTexts[PASSWORD_PROFILE]} />
    </DeskPage>
  )
}

function Chosen({ about, set, means }: { about: Text<never>; set: string; means: Text<never> }) {
  const { say } = usePage()
  return (
    <section>
      <h2>{say(about)}</h2>
      <p>{say(means)}</p>
      <p class="small">
        <code>{set}</code>
      </p>
    </section>
  )
}
