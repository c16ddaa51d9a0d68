import { defineTexts } from '../language/index.ts'

/** The manual's rules, the meter's words, and what to do about a refused password. Polish fragments after „Brakuje” are genitive. */
export const credentialTexts = defineTexts('credentials', {
  rulesTitle: { pl: 'Nowe hasło powinno:', en: 'New password should:' },
  ruleLength: { pl: 'mieć co najmniej {minimum} znaków,', en: 'contain at least {minimum} characters,' },
  ruleClasses: {
    pl: 'zawierać: małą literę, wielką literę, cyfrę lub znak specjalny,',
    en: 'contain: a lower case letter, an upper case letter, a digit or a special character.',
  },
  ruleClassesOrLong: {
    pl: 'zawierać: małą literę, wielką literę, cyfrę lub znak specjalny - albo mieć co najmniej 15 znaków,',
    en: 'contain: a lower case letter, an upper case letter, a digit or a special character - or at least 15 characters.',
  },
  rulePersonalData: {
    pl: 'nie zawierać fragmentów Twoich danych osobowych ani loginu,',
    en: 'not contain fragments of your personal data or your login,',
  },
  rulePersonalDataStrict: {
    pl: 'nie być Twoim imieniem, nazwiskiem ani loginem z dopiskiem,',
    en: 'not be your name, your login or a variation of them,',
  },
  ruleHistory: { pl: 'różnić się od poprzednich haseł.', en: 'be different than previous ones.' },
  checkedOnSaving: { pl: 'Sprawdzimy przy zapisie.', en: 'Checked when you set it.' },

  stateMet: { pl: 'Spełnione:', en: 'Met:' },
  stateOpen: { pl: 'Do spełnienia:', en: 'To do:' },
  stateBroken: { pl: 'Niespełnione:', en: 'Not met:' },
  stateLater: { pl: 'Do sprawdzenia:', en: 'Checked later:' },

  passwordMissing: { pl: 'Wpisz nowe hasło', en: 'Type a new password' },
  repeatMissing: { pl: 'Powtórz nowe hasło', en: 'Repeat the new password' },
  repeatDiffers: { pl: 'Wpisz w obu polach to samo hasło', en: 'Type the same password in both fields' },

  strength: { pl: 'Siła hasła: {level}.', en: 'Password strength: {level}.' },
  levelWeak: { pl: 'słabe', en: 'weak' },
  levelMedium: { pl: 'średnie', en: 'medium' },
  levelStrong: { pl: 'silne', en: 'strong' },
  stillMissing: { pl: 'Brakuje jeszcze: {missing}.', en: 'Still missing: {missing}.' },
  missingLength: { pl: 'długości co najmniej {minimum} znaków', en: 'at least {minimum} characters' },
  missingLowerCase: { pl: 'małej litery', en: 'a lower case letter' },
  missingUpperCase: { pl: 'wielkiej litery', en: 'an upper case letter' },
  missingDigitOrSpecial: { pl: 'cyfry lub znaku specjalnego', en: 'a digit or a special character' },

  tooShort: { pl: 'Wpisz co najmniej {minimum} znaków', en: 'Use at least {minimum} characters' },
  tooLong: {
    pl: 'Skróć hasło: mieści się najwyżej 256 znaków',
    en: 'Shorten the password: at most 256 characters fit',
  },
  controlCharacter: {
    pl: 'Usuń znaki niewidoczne, na przykład tabulator lub koniec wiersza',
    en: 'Remove invisible characters such as a tab or a line break',
  },
  lowerCaseMissing: { pl: 'Dodaj małą literę', en: 'Add a lower case letter' },
  upperCaseMissing: { pl: 'Dodaj wielką literę', en: 'Add an upper case letter' },
  digitOrSpecialMissing: { pl: 'Dodaj cyfrę lub znak specjalny', en: 'Add a digit or a special character' },
  personalData: {
    pl: 'Usuń z hasła fragmenty swoich danych osobowych i loginu',
    en: 'Remove fragments of your personal data and your login',
  },
  contextWord: {
    pl: 'Wybierz hasło, które nie jest znanym słowem z dopiskiem: takie zgaduje się najpierw',
    en: 'Choose something other than a well-known word with a few characters added: those are guessed first',
  },
  common: {
    pl: 'Wybierz inne hasło: to jest na liście najczęstszych',
    en: 'Choose another password: this one is on the list of the commonest',
  },
  breached: {
    pl: 'Wybierz inne hasło: to znalazło się w wycieku danych',
    en: 'Choose another password: this one has appeared in a data breach',
  },
  tooWeak: {
    pl: 'Dodaj jeszcze jedno słowo albo kilka znaków, których nikt się nie spodziewa',
    en: 'Add another word, or a few characters nobody would expect',
  },
  usedBefore: {
    pl: 'Wybierz hasło, którego jeszcze tu nie było',
    en: 'Choose a password you have not used here before',
  },
})
