/** Every event there is, in words for the person who reads the trail. What is not here cannot be recorded. */
export const auditEvents = {
  'sign-in': { pl: 'Logowanie', en: 'Sign-in' },
  'sign-out': { pl: 'Wylogowanie', en: 'Sign-out' },
  'session-ended': { pl: 'Zakończenie sesji', en: 'Session ended' },
  'source-throttled': { pl: 'Wstrzymano logowanie z jednej sieci', en: 'Sign-in from one network held back' },
  'spraying-suspected': {
    pl: 'Podejrzenie prób jednego hasła na wielu kontach',
    en: 'One password tried on many accounts',
  },
  'service-ticket-issued': { pl: 'Wydano bilet usługi', en: 'Service ticket issued' },
  'service-ticket-validated': { pl: 'Sprawdzono bilet usługi', en: 'Service ticket validated' },
  'service-refused': { pl: 'Odmowa dla niezarejestrowanej usługi', en: 'Unregistered service refused' },
  'link-requested': { pl: 'Prośba o odnośnik do ustawienia hasła', en: 'Link to set a password asked for' },
  'link-opened': { pl: 'Otwarto odnośnik', en: 'Link opened' },
  'question-answered': { pl: 'Odpowiedź na pytanie zabezpieczające', en: 'Security question answered' },
  'password-set': { pl: 'Ustawiono nowe hasło odnośnikiem', en: 'New password set by a link' },
  'password-changed': { pl: 'Zmieniono hasło po zalogowaniu', en: 'Password changed while signed in' },
  'notice-of-failures': { pl: 'Powiadomienie o nieudanych próbach', en: 'Told of failed sign-ins' },
  retention: { pl: 'Usunięto dane po upływie terminu', en: 'Data removed at the end of its time' },
  'demo-seeded': { pl: 'Utworzono przykładową uczelnię', en: 'Demo university seeded' },
} as const

export type AuditEventName = keyof typeof auditEvents
