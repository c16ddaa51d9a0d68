import type { Settings } from '../config/index.ts'
import { type Finding, fine } from './finding.ts'

const disclosure: Record<Settings['DISCLOSURE'], string> = {
  page: 'a page says “not recognized” of an ID that the registry does not know',
  mailbox: 'no page says whether the registry knows an ID, only the mailbox is told',
}

const otherAddresses: Record<Settings['OTHER_ADDRESSES'], string> = {
  explain: 'another address of a person opens nothing, and its mailbox hears which one is assigned',
  accept: 'another address of a person signs in as well, and the link goes to the assigned one',
}

const profiles: Record<Settings['PASSWORD_PROFILE'], string> = {
  manual: 'the rules of the user manual',
  passphrase: 'the rules of the user manual, without classes of characters from 15 characters on',
  strict: 'the rules of NIST SP 800-63B-4, and a reset without the security question',
}

/** What holds here of what a university may choose (req 49). Each choice is one that may be made: nothing is wrong with any. */
export function tellPolicy(settings: Pick<Settings, 'DISCLOSURE' | 'OTHER_ADDRESSES' | 'PASSWORD_PROFILE'>): Finding[] {
  const { DISCLOSURE, OTHER_ADDRESSES, PASSWORD_PROFILE } = settings
  return [
    fine(
      'what a stranger may learn',
      `DISCLOSURE=${DISCLOSURE}: ${disclosure[DISCLOSURE]}. OTHER_ADDRESSES=${OTHER_ADDRESSES}: ${otherAddresses[OTHER_ADDRESSES]}.`,
    ),
    fine('password rules', `PASSWORD_PROFILE=${PASSWORD_PROFILE}: ${profiles[PASSWORD_PROFILE]}.`),
  ]
}
