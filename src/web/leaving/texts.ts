import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('leaving', {
  title: { pl: 'Przechodzisz do usługi', en: 'On your way to the service' },
  lead: {
    pl: 'Jeśli strona się nie zmieni, naciśnij przycisk.',
    en: 'If nothing happens, press the button.',
  },
  goOn: { pl: 'Dalej', en: 'Continue' },
})
