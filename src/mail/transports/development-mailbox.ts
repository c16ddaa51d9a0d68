import { createTransport } from 'nodemailer'
import type { Db } from '../../database/index.ts'
import type { Sender } from '../sender.ts'
import { keepInDevelopmentMailbox } from '../store.ts'
import { messageOf } from './message.ts'
import type { Transport } from './transport.ts'

/** Where letters go while there is no mail server: a table that `/dev/mail` shows. Nothing leaves this machine. */
export function developmentMailbox(db: Db, from: Sender): Transport {
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return {
    remote: false,
    async send(letter) {
      const { message } = await writer.sendMail(messageOf(letter, from, () => from.address))
      await keepInDevelopmentMailbox(db, {
        id: letter.id,
        sender: from.name ? `${from.name} <${from.address}>` : from.address,
        recipient: letter.recipient,
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        headers: headersOf(message.toString()),
        createdAt: letter.createdAt,
      })
    },
    close: () => writer.close(),
  }
}

/** The headers as they travel, unfolded (RFC 5322 §2.2.3). */
function headersOf(source: string): Record<string, string> {
  const [head = ''] = source.split('\n\n', 1)
  const lines = head.replace(/\n(?=[ \t])/g, '').split('\n')
  return Object.fromEntries(lines.map((line) => line.split(/:\s*(.*)/s).slice(0, 2)))
}
