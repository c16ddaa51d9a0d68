/** Mail cannot be sent with these settings. The message is a sentence for the operator, without secrets. */
export class BadMailSettings extends Error {
  override readonly name = 'BadMailSettings'
}
