import { defineTexts, type Speaker } from '../language/index.ts'

/** How an import from the command line ends, and why it does not begin. */
export const importTexts = defineTexts('import-command', {
  done: { pl: 'Zrobione w {seconds} s.', en: 'Done in {seconds} s.' },
  dryRun: { pl: 'To była próba: nic się nie zmieniło.', en: 'A dry run: nothing was changed.' },
  nothingToChange: { pl: 'Nie ma czego zmieniać.', en: 'There is nothing to change.' },
  unchanged: { pl: 'Nic się nie zmieniło.', en: 'Nothing was changed.' },
  ifRight: { pl: 'Jeśli tak ma być: {option}', en: 'If that is right: {option}' },
  noFile: { pl: 'Nie ma pliku {file}.', en: 'There is no file {file}.' },
  folder: { pl: '{file} to folder: podaj jeden plik.', en: '{file} is a folder: name one file.' },
  unreadable: { pl: 'Nie można odczytać pliku {file} ({code}).', en: '{file} cannot be read ({code}).' },
})

/** That it is done, and how long it took. */
export function sayDone(say: Speaker, milliseconds: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false }
  return say(importTexts.done, { seconds: new Intl.NumberFormat(say.language, digits).format(milliseconds / 1000) })
}
