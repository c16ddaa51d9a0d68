import { first, leavesOf, type MailPart, readHeaders, readMail } from './message.ts'

/** What a message in the mailbox for bounces says of a letter of ours. */
export interface Bounce {
  /** `failed`: it will not arrive. `delayed`: the server is still trying. */
  readonly action: 'failed' | 'delayed'
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  readonly status: string | undefined
  /** Whom the report is about, in small letters: as we wrote to, and as it was at last. */
  readonly recipients: readonly string[]
  /** Everything in it that may be the token of a letter, the likeliest first. */
  readonly tokens: readonly string[]
  /** By the form of RFC 3464. Anything else is believed less. */
  readonly standard: boolean
}

/** Reads a message; undefined when it is no bounce: somebody answers, is on holiday, or the server says that all is well. */
export function readBounce(source: Buffer): Bounce | undefined {
  const mail = readMail(source)
  return readReport(mail) ?? readLooseBounce(mail)
}

/** RFC 3464: `multipart/report` with a part `message/delivery-status`. */
function readReport(mail: MailPart): Bounce | undefined {
  const leaves = leavesOf(mail)
  const report = leaves.find(({ type }) => /^message\/(global-)?delivery-status$/.test(type))
  if (!report) return undefined
  const [aboutLetter = '', ...groups] = report.text.trim().split(/\n\s*\n/)
  // One recipient per letter: of several groups the one that failed says most.
  const recipients = groups.map(readHeaders)
  const about = recipients.find((group) => actionOf(group) === 'failed') ?? recipients.find(actionOf)
  const action = about && actionOf(about)
  if (!about || !action) return undefined
  return {
    action,
    status: statusIn(first(about, 'status')) ?? statusIn(first(about, 'diagnostic-code')),
    recipients: ['original-recipient', 'final-recipient'].flatMap((name) => addressIn(first(about, name))),
    tokens: tokensIn([
      first(readHeaders(aboutLetter), 'original-envelope-id'),
      ...addressed(mail),
      ...returned(leaves),
    ]),
    standard: true,
  }
}

/** Old and home-made servers write prose. They are believed only as far as they look like a server, and never for good. */
function readLooseBounce(mail: MailPart): Bounce | undefined {
  const from = first(mail.headers, 'from')
  const fromServer =
    first(mail.headers, 'return-path') === '<>' || /mailer-?daemon|postmaster|mail delivery/i.test(from)
  // RFC 3834 §3: a holiday notice goes to the return path too.
  const answered = /auto-replied/i.test(first(mail.headers, 'auto-submitted'))
  if (!fromServer || answered) return undefined
  const leaves = leavesOf(mail)
  const prose = leaves.map(({ text }) => text.slice(0, PROSE_READ)).join('\n')
  const status = statusIn(prose)
  if (status === undefined && !/undeliver|not be delivered|delivery (has )?failed|failure|returned/i.test(prose))
    return undefined
  return {
    action: status?.startsWith('4') ? 'delayed' : 'failed',
    status,
    recipients: [],
    tokens: tokensIn([...addressed(mail), ...returned(leaves), ...messageIdsIn(prose)]),
    standard: false,
  }
}

const PROSE_READ = 64 * 1024
const LONGEST_FIELD = 1000
const MOST_TOKENS = 10

function actionOf(group: ReadonlyMap<string, readonly string[]>): Bounce['action'] | undefined {
  const action = first(group, 'action').trim().toLowerCase()
  return action === 'failed' || action === 'delayed' ? action : undefined
}

function statusIn(text: string): string | undefined {
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(text.slice(0, PROSE_READ))?.[0]
}

/** `rfc822; anna@uni.example`. Cut out, not searched for: a hostile field costs no more than another of its length. */
function addressIn(field: string): string[] {
  const value = field.slice(0, LONGEST_FIELD)
  const after = value.indexOf(';') + 1
  const address = value.slice(after).trim().replace(/^</, '').replace(/>$/, '')
  return after > 0 && /^[^<>\s]+$/.test(address) && address.includes('@') ? [address.toLowerCase()] : []
}

/** Where the message went: the return path of our letter, with its token. */
function addressed(mail: MailPart): string[] {
  return ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'].flatMap(
    (name) => mail.headers.get(name) ?? [],
  )
}

/** What the server sends back of our letter: its headers, or all of it. */
function returned(leaves: readonly MailPart[]): string[] {
  return leaves
    .filter(({ type }) => /^(message\/(global-headers|global|rfc822(-headers)?)|text\/rfc822-headers)$/.test(type))
    .flatMap(({ text }) => messageIdsIn(text))
}

function messageIdsIn(text: string): string[] {
  return [...text.matchAll(/^[> \t]*message-id:[ \t]*(<[^>\s]{1,250}>)/gim)]
    .map(([, id = '']) => id)
    .slice(0, MOST_TOKENS)
}

/** The tokens of `postLetter`: twenty-six small letters and digits. */
function tokensIn(texts: readonly string[]): string[] {
  const found = texts.flatMap(
    (text) =>
      text
        .slice(0, 2000)
        .toLowerCase()
        .match(/(?<![a-z0-9])[a-z0-9]{26}(?![a-z0-9])/g) ?? [],
  )
  return [...new Set(found)].slice(0, MOST_TOKENS)
}
