import type { Transport } from './transport.ts'

/** Neither a mail server nor a development mailbox: letters wait, and the log says why. */
export const nowhere: Transport = {
  remote: false,
  async send() {
    throw Object.assign(new Error('No SMTP_URL is set.'), { code: 'NO_SMTP_URL' })
  },
  close() {},
}
