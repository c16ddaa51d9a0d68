import type { ProgrammeStatus } from '../database/index.ts'
import { defineTexts, type Text } from '../language/index.ts'

/** How a field of study stands: said alike to the person and to the desk. */
export function studyWords(status: ProgrammeStatus): Text<never> {
  return texts[status]
}

const texts = defineTexts('people.study', {
  active: { pl: 'Trwają', en: 'Active' },
  cancelled: { pl: 'Przerwane', en: 'Cancelled' },
  graduated_end_of_study: { pl: 'Zakończone', en: 'Completed' },
  graduated_before_diploma: { pl: 'Przed dyplomem', en: 'Before the diploma' },
  graduated_diploma: { pl: 'Dyplom', en: 'Diploma' },
})
