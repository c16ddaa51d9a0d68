import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.second-factor', {
  toDesk: { pl: 'Przejdź do obsługi kont', en: 'Go to the desk' },
})
