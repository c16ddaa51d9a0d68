import { defineTexts } from '../../language/index.ts'

export const letterTexts = defineTexts('password-reset-letters', {
  linkSubject: { pl: 'Ustaw hasło', en: 'Set your password' },
  linkIntro: {
    pl: 'Ktoś, może Ty, podał Twój adres i poprosił o odnośnik do ustawienia nowego hasła do konta {account}.',
    en: 'You, or someone who typed your address, asked for a link to set a new password for your {account} account.',
  },
  firstLinkIntro: {
    pl: 'Ktoś, może Ty, podał Twój adres i poprosił o odnośnik do ustawienia pierwszego hasła do konta {account}.',
    en: 'You, or someone who typed your address, asked for a link to set the first password for your {account} account.',
  },
  occasionConnected: {
    pl: 'Podłączono Cię do rejestracji, a więc masz już konto {account}.',
    en: 'You have been connected to registration, and so have a {account} account.',
  },
  occasionDesk: {
    pl: 'Ten odnośnik wysyła Ci {usosDesk}.',
    en: 'This link is sent to you by the {usosDesk}.',
  },
  occasionCase: {
    pl: 'To odpowiedź na Twoją prośbę o pomoc: konto {account} jest gotowe do użycia.',
    en: 'This answers your help request: your {account} account is ready to be used.',
  },
  occasionAssigned: {
    pl: 'Do Twojego konta {account} przypisany jest teraz ten adres. Nim się logujesz i na niego wysyłamy odnośniki.',
    en: 'This address is now the one assigned to your {account} account. You sign in with it, and links are sent to it.',
  },
  setFirst: { pl: 'Ustaw pierwsze hasło:', en: 'Set your first password:' },
  setNew: { pl: 'Ustaw nowe hasło:', en: 'Set a new password:' },
  linkButton: { pl: 'Ustaw nowe hasło', en: 'Set a new password' },
  linkLife: {
    pl: 'Odnośnik działa raz, przez {time}, do: {moment}.',
    en: 'The link works once, for {time}, until {moment}.',
  },
  linkQuestion: {
    pl: 'Zapytamy o Twój numer PESEL albo o to, co uczelnia zna zamiast niego.',
    en: 'You will be asked for your PESEL number, or for what the university knows instead of it.',
  },
  notYou: { pl: 'To nie Ty?', en: 'It was not you?' },
  notExpected: { pl: 'Nie wiesz, o co chodzi?', en: 'You did not expect this?' },
  linkNotYou: {
    pl: 'Nic nie rób. Twoje hasło pozostanie bez zmian. Jeśli takie wiadomości przychodzą dalej, napisz na adres {usosDeskMail} ({usosDesk}).',
    en: 'Then do nothing. Your password stays as it was. If such messages keep coming, write to {usosDeskMail} ({usosDesk}).',
  },
  firstLinkNotYou: {
    pl: 'Nic nie rób. Hasło nie zostanie ustawione. Jeśli takie wiadomości przychodzą dalej, napisz na adres {usosDeskMail} ({usosDesk}).',
    en: 'Then do nothing. No password will be set. If such messages keep coming, write to {usosDeskMail} ({usosDesk}).',
  },

  heldSubject: { pl: 'Odnośnik wyślemy później', en: 'The link has to wait' },
  held: {
    pl: 'Do Twojego konta przypisano niedawno inny adres. Dla Twojego bezpieczeństwa odnośników do ustawienia hasła jeszcze nie wysyłamy: gdyby zmiana była błędem, jest czas, aby to zgłosić. Jeśli masz już hasło, działa ono jak dotąd.',
    en: 'Another address was assigned to your account not long ago. For your safety no link to set a password is sent yet: if the change was a mistake, there is time to say so. If you have a password, it works as before.',
  },
  heldUntil: {
    pl: 'O odnośnik możesz poprosić po: {moment}.',
    en: 'You can ask for a link after {moment}.',
  },
  heldNotYou: {
    pl: 'Jeśli nic nie wiesz o zmianie adresu, od razu napisz na adres {usosDeskMail} ({usosDesk}).',
    en: 'If you know nothing of a change of address, write to {usosDeskMail} ({usosDesk}) at once.',
  },

  setSubject: { pl: 'Nowe hasło zostało ustawione', en: 'Your password has been set' },
  setIntro: {
    pl: 'Do Twojego konta {account} ustawiono nowe hasło odnośnikiem wysłanym na ten adres. Wszystkie sesje zostały zakończone.',
    en: 'A new password was set for your {account} account with a link sent to this address. All sessions have been ended.',
  },
  setIntroCode: {
    pl: 'Do Twojego konta {account} ustawiono nowe hasło kodem jednorazowym, który wydaje {usosDesk}. Wszystkie sesje zostały zakończone.',
    en: 'A new password was set for your {account} account with a one-time code of the {usosDesk}. All sessions have been ended.',
  },
  setNotYouCode: {
    pl: 'Od razu napisz na adres {usosDeskMail} ({usosDesk}): ktoś mógł podać się za Ciebie.',
    en: 'Write to {usosDeskMail} ({usosDesk}) at once: somebody may have passed for you.',
  },
  setTime: { pl: 'Czas', en: 'Time' },
  setBrowser: { pl: 'Przeglądarka', en: 'Browser' },
  setYou: { pl: 'Jeśli to Ty, nic nie trzeba robić.', en: 'If it was you, there is nothing to do.' },
  setNotYou: {
    pl: 'Od razu napisz na adres {usosDeskMail} ({usosDesk}) i zmień hasło swojej skrzynki: ktoś może mieć do niej dostęp. W sprawach skrzynki pomaga {itDesk}: {itDeskMail}.',
    en: 'Write to {usosDeskMail} ({usosDesk}) at once and change the password of your mailbox: somebody may have access to it. For the mailbox itself write to {itDeskMail} ({itDesk}).',
  },

  asked: {
    pl: 'Ktoś, może Ty, podał Twój adres i poprosił o odnośnik do ustawienia hasła do konta {account}.',
    en: 'You, or someone who typed your address, asked for a link to set a password for your {account} account.',
  },
  adviceNotYou: {
    pl: 'Nic nie rób. Nic się nie zmieniło.',
    en: 'Then do nothing. Nothing has changed.',
  },

  notConnectedSubject: { pl: 'Nie masz jeszcze konta {account}', en: 'You have no {account} account yet' },
  notConnected: {
    pl: 'Odnośnika nie możemy jeszcze wysłać: uczelnia Cię zna, ale nie podłączono Cię jeszcze do rejestracji, więc nie masz konta.',
    en: 'We cannot send the link yet: the university knows you, but you are not yet connected to registration, and so have no account.',
  },
  notConnectedStudent: {
    pl: 'Podłączy Cię {registrationDesk} ({registrationDeskMail}). Na naszej stronie podasz tylko trzy informacje:',
    en: 'The {registrationDesk} ({registrationDeskMail}) can connect you. On our page you give it three facts:',
  },
  factField: { pl: '- kierunek studiów,', en: '- your field of study,' },
  factAlbum: { pl: '- numer albumu,', en: '- your album number,' },
  factRight: {
    pl: '- informację, że masz prawo do rejestracji na uczelniane przedmioty obieralne, ale Twoje konto USOS nie jest jeszcze dostępne. Jeśli nie masz pewności, zapytaj w dziekanacie.',
    en: '- the information that you have the right to register for university elective subjects, but your USOS account is not yet available. If you are not sure of that right, ask the dean’s office.',
  },
  notConnectedStaff: {
    pl: 'Pomaga w tym {usosDesk} ({usosDeskMail}). Napisz, jakie masz adresy uczelniane.',
    en: 'The {usosDesk} ({usosDeskMail}) can help. Say which university addresses you have.',
  },
  notConnectedButton: { pl: 'Poproś o pomoc', en: 'Ask for help' },

  disabledSubject: { pl: 'Twoje konto {account} jest wyłączone', en: 'Your {account} account is disabled' },
  disabled: {
    pl: 'Odnośnika nie możemy wysłać: Twoje konto jest wyłączone. Aby dowiedzieć się dlaczego, napisz z tej skrzynki na adres {usosDeskMail} ({usosDesk}).',
    en: 'We cannot send the link: your account is disabled. To find out why, write from this mailbox to {usosDeskMail} ({usosDesk}).',
  },

  assignedSubject: { pl: 'Do konta przypisany jest inny adres', en: 'Another address is assigned to your account' },
  assigned: {
    pl: 'Do Twojego konta przypisany jest adres {address}. Tym adresem się logujesz i tylko na niego wysyłamy odnośniki.',
    en: 'The address assigned to your account is {address}. You sign in with it, and links are sent to it alone.',
  },
  assignedButton: { pl: 'Wyślij odnośnik na ten adres', en: 'Send the link to that address' },
  assignedMailbox: {
    pl: 'Nie masz już dostępu do tamtej skrzynki? Na stronie, do której prowadzi ten odnośnik, możesz poprosić o przypisanie tego adresu. Zajmuje się tym {usosDesk}: {usosDeskMail}. Hasło do samej skrzynki: {itDesk}, {itDeskMail}.',
    en: 'You cannot read that mailbox any more? On the page behind this button you can ask for this address to be assigned. That is a matter for the {usosDesk}: {usosDeskMail}. For the password of the mailbox itself: {itDesk}, {itDeskMail}.',
  },

  sentOn: { pl: 'Wysłano: {moment}.', en: 'Sent on {moment}.' },
  askedWhen: { pl: 'Prośba: {moment}.', en: 'Asked on {moment}.' },
  askedFrom: { pl: 'Prośba: {moment}, przeglądarka: {browser}.', en: 'Asked on {moment}, from {browser}.' },
})
