import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('new-password', {
  newPassword: { pl: 'Nowe hasło:', en: 'New password:' },
  repeat: { pl: 'Powtórz nowe hasło:', en: 'Repeat new password:' },
  repeated: { pl: 'powtórzone hasło', en: 'the repeated password' },
})
