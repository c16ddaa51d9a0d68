import { RECOVERY_CODES } from '../../../credentials/second-factor/index.ts'
import { factorTexts, OwnCodes, RecoveryCodes, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts } from '../texts.ts'

/** The ten codes, this once. */
export function RecoveryCodesPage({ staff, codes }: { staff: Pick<Staff, 'person'>; codes: readonly string[] }) {
  const { say } = usePage()
  return (
    <DeskPage title={say(factorTexts.codesTitle)} staff={staff} here="second-factor">
      <RecoveryCodes codes={codes} on={{ href: '/desk', label: say(texts.toDesk) }} />
    </DeskPage>
  )
}

/** How many are left, and the button that makes new ones. */
export function OwnCodesPage({ staff, left }: { staff: Pick<Staff, 'person'>; left: number }) {
  const { say } = usePage()
  return (
    <DeskPage title={say(factorTexts.ownTitle)} staff={staff} here="second-factor">
      <OwnCodes at="desk" left={left} all={RECOVERY_CODES} away={{ href: '/desk', label: say(texts.toDesk) }} />
    </DeskPage>
  )
}
