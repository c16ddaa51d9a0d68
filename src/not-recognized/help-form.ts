import type { HelpFacts } from '../cases/index.ts'
import { canonicalAddress, checkPesel, withoutPesel } from '../people/index.ts'

/** The form for students as it was typed, the statement ticked or not. */
export interface StudentForm {
  readonly mailbox: string
  readonly field: string
  readonly album: string
  readonly right: boolean
}

export interface TeacherForm {
  readonly mailbox: string
  readonly note: string
}

/** `elsewhere`: not a mailbox of the university, which alone proves who asks. */
export type MailboxFault = 'missing' | 'incomplete' | 'elsewhere'

export interface StudentFaults {
  readonly mailbox?: MailboxFault | undefined
  readonly field?: 'missing' | 'too-long' | undefined
  readonly album?: 'missing' | 'no-number' | undefined
  readonly right?: 'missing' | undefined
}

export interface TeacherFaults {
  readonly mailbox?: MailboxFault | undefined
  readonly note?: 'missing' | 'too-long' | undefined
}

export const LONGEST_FIELD_OF_STUDY = 150
export const LONGEST_NOTE = 1000

type Facts = Omit<HelpFacts, 'language'>
type Read<Faults> = { kind: 'facts'; facts: Facts } | { kind: 'refused'; faults: Faults }

/** Judged by what is typed alone, before anybody is looked up: it tells nothing about any account. */
export function readStudentForm(form: StudentForm, mailDomains: readonly string[]): Read<StudentFaults> {
  const { mailbox, field, album } = form
  const fieldOfStudy = plainLine(field)
  const albumNumber = album.replace(/[\s\u00a0]/g, '')
  const faults: StudentFaults = {
    mailbox: mailboxFault(mailbox, mailDomains),
    field: fieldOfStudy === '' ? 'missing' : fieldOfStudy.length > LONGEST_FIELD_OF_STUDY ? 'too-long' : undefined,
    album: albumNumber === '' ? 'missing' : isAlbumNumber(albumNumber) ? undefined : 'no-number',
    right: form.right ? undefined : 'missing',
  }
  if (Object.values(faults).some((fault) => fault !== undefined)) return { kind: 'refused', faults }
  const address = canonicalAddress(mailbox) ?? ''
  return { kind: 'facts', facts: { kind: 'student', address, fieldOfStudy, albumNumber, hasRight: true, note: '' } }
}

export function readTeacherForm({ mailbox, note }: TeacherForm, mailDomains: readonly string[]): Read<TeacherFaults> {
  const text = plainText(note)
  const faults: TeacherFaults = {
    mailbox: mailboxFault(mailbox, mailDomains),
    note: text === '' ? 'missing' : tooLong(text),
  }
  if (Object.values(faults).some((fault) => fault !== undefined)) return { kind: 'refused', faults }
  const address = canonicalAddress(mailbox) ?? ''
  const facts = { kind: 'teacher' as const, address, fieldOfStudy: '', albumNumber: '', hasRight: false, note: text }
  return { kind: 'facts', facts }
}

/** An answer to a question of the desk. */
export function readAnswer(typed: string): { text: string; fault?: 'missing' | 'too-long' | undefined } {
  const text = plainText(typed)
  return { text, fault: text === '' ? 'missing' : tooLong(text) }
}

/** Several lines of plain text, without characters that turn or hide others (req 123), and without a PESEL (req 43). */
export function plainText(typed: string): string {
  const text = typed
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  // What is longer is refused, or was never taken, and need not be searched.
  return text.length > MOST_SEARCHED ? text : withoutPesel(text)
}

const MOST_SEARCHED = 5000

function plainLine(typed: string) {
  return plainText(typed).replace(/\n/g, ' ')
}

function tooLong(text: string) {
  return text.length > LONGEST_NOTE ? ('too-long' as const) : undefined
}

function mailboxFault(typed: string, mailDomains: readonly string[]): MailboxFault | undefined {
  if (typed.trim() === '') return 'missing'
  const address = canonicalAddress(typed)
  if (address === undefined) return 'incomplete'
  return mailDomains.includes(address.slice(address.lastIndexOf('@') + 1)) ? undefined : 'elsewhere'
}

/** Most are digits; some universities put letters, a dash or a slash between them. None is a PESEL (req 43, 47). */
function isAlbumNumber(text: string) {
  if (checkPesel(text.replace(/\D/g, '')).ok) return false
  return /^[\p{L}\d/.-]{1,20}$/u.test(text) && /\d/.test(text)
}
