import type { SendMailOptions } from 'nodemailer'
import type { ReturnPath } from '../bounces/index.ts'
import type { Sender } from '../sender.ts'
import type { ClaimedLetter } from '../store.ts'

/** One letter as nodemailer takes it. The same at every attempt, down to Date and Message-ID. */
export function messageOf(letter: ClaimedLetter, from: Sender, returnPath: ReturnPath): SendMailOptions {
  return {
    from,
    // Addresses are handed over in parts and never parsed; one recipient (req 106).
    to: { name: '', address: letter.recipient },
    envelope: { from: returnPath(letter.bounceToken), to: [letter.recipient] },
    // RFC 3461: tell us when it fails or takes long, and send the headers back at most: the letter may hold a link.
    dsn: {
      return: 'headers',
      notify: ['failure', 'delay'],
      recipient: letter.recipient,
      ...(letter.bounceToken !== undefined && { id: letter.bounceToken }),
    },
    subject: letter.subject,
    date: letter.createdAt,
    messageId: letter.messageId,
    headers: {
      // RFC 3834 §5: answering machines keep silent; the second does the same for Exchange.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': letter.language,
    },
    xMailer: false,
    text: isAscii(letter.text) ? { raw: unencoded(letter.text) } : letter.text,
    html: letter.html,
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Without Polish letters the text part needs no encoding, and its link stays in one piece even in the raw source. */
function unencoded(text: string) {
  return `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${text.replaceAll('\n', '\r\n')}`
}

function isAscii(text: string) {
  return /^[\n\x20-\x7e]*$/.test(text) && text.split('\n').every((line) => line.length <= 998)
}
