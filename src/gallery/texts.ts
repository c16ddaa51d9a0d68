import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('gallery', {
  title: { pl: 'Wszystkie strony', en: 'All pages' },
  lead: {
    pl: 'Każdy stan każdej strony, z przykładowymi danymi.',
    en: 'Every state of every page, with invented data.',
  },
})
