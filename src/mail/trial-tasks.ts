import type { Settings } from '../config/index.ts'
import { asLetterId } from '../database/index.ts'
import { dkimRecord, type World } from '../world/index.ts'
import { returnPath } from './bounces/index.ts'
import { signingWith } from './dkim.ts'
import { senderOf } from './sender.ts'
import { isOnThisMachine, parseSmtpUrl } from './smtp-url.ts'
import { smtpTransport } from './transports/index.ts'

export interface MailTrial {
  readonly server: { readonly host: string; readonly tls: string; readonly onThisMachine: boolean }
  readonly sender: string
  /** What went wrong, at which step; nothing when all went well. */
  readonly failed: { readonly step: 'connection' | 'letter'; readonly error: unknown } | undefined
}

export interface DkimFacts {
  readonly domain: string
  readonly selector: string
  readonly record: string
}

interface Trial {
  readonly settings: Settings
  readonly world: World
  /** `mail.from` of the institution file. */
  readonly from: string
  readonly host: string
}

/** Under which name signatures are looked up, and what has to stand there. Throws `BadMailSettings`, as the start does. */
export function dkimFacts({ settings, from }: Pick<Trial, 'settings' | 'from'>): DkimFacts | undefined {
  const signing = signingWith(settings, senderOf(settings.MAIL_FROM ?? from).address)
  return (
    signing && {
      domain: signing.domainName,
      selector: signing.keySelector,
      record: dkimRecord(signing.privateKey),
    }
  )
}

/**
 * Goes the way of every letter: connects, encrypts, signs in; with `letterTo` it hands over one letter too. No outbox, so that it is
 * tried now and once. Nothing where no mail server is set. Throws `BadMailSettings`, as the start does.
 */
export async function tryMailServer(
  { settings, world, from, host }: Trial,
  letterTo: string | undefined,
): Promise<MailTrial | undefined> {
  if (settings.SMTP_URL === undefined) return undefined
  const sender = senderOf(settings.MAIL_FROM ?? from)
  const server = parseSmtpUrl(settings.SMTP_URL)
  const transport = smtpTransport({
    server,
    from: sender,
    returnPath: returnPath(settings.MAIL_BOUNCES, sender.address),
    signing: signingWith(settings, sender.address),
    name: host,
    connections: 1,
    timeout: settings.MAIL_TIMEOUT,
  })
  const result = {
    server: { host: server.host, tls: server.tls, onThisMachine: isOnThisMachine(server) },
    sender: sender.address,
  }
  let step: 'connection' | 'letter' = 'connection'
  try {
    await transport.verify()
    if (letterTo !== undefined) {
      step = 'letter'
      await transport.send(trialLetter(letterTo, world, host), AbortSignal.timeout(3 * settings.MAIL_TIMEOUT))
    }
    return { ...result, failed: undefined }
  } catch (error) {
    return { ...result, failed: { step, error } }
  } finally {
    transport.close()
  }
}

function trialLetter(recipient: string, { clock, random }: World, host: string) {
  const id = asLetterId(random.token(22))
  const text = `This letter was sent by \`furta doctor\` at ${host}, to see whether letters arrive.

Look at its headers: SPF, DKIM and DMARC should say "pass" (Authentication-Results).

Ten list wysłał program \`furta doctor\` z ${host}, aby sprawdzić, czy listy dochodzą.
W nagłówku Authentication-Results powinno stać "pass" przy SPF, DKIM i DMARC.
`
  return {
    id,
    kind: 'trial',
    person: undefined,
    recipient,
    language: 'en' as const,
    subject: `A letter to see whether letters arrive (${host})`,
    text,
    html: `<pre>${text}</pre>`,
    messageId: `<${id}@${host}>`,
    bounceToken: undefined,
    createdAt: clock.now(),
    uselessAfter: undefined,
    attempts: 1,
    demo: false,
  }
}
