import { type DeskDoor, deskRoute } from '../desk-route.ts'
import { type ChosenSettings, SettingsPage } from './pages/settings.tsx'

export interface SettingsRoomParts {
  readonly settings: ChosenSettings
}

/** What the university has chosen, to read (req 49). */
export function registerSettings(door: DeskDoor, { settings }: SettingsRoomParts): void {
  deskRoute(door, {
    method: 'GET',
    url: '/desk/settings',
    act: 'see-settings',
    handler: (staff, _request, reply) =>
      reply.page(<SettingsPage staff={staff} settings={settings} />, { languagePath: '/desk/settings' }),
  })
}
