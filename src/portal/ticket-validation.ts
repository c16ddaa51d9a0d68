import { type CasAnswer, readCasAnswer } from './cas-answer.ts'

// Ample for a sign-in server that is alive, short for a person who waits.
const PATIENCE = 5_000
// A real answer has some 800 bytes.
const LARGEST_ANSWER = 64 * 1024

/**
 * Asks the sign-in server over HTTP who a ticket belongs to (CAS 3.0.3, section 2.5). Follows no redirect, waits five
 * seconds and reads 64 kB at most, so that a broken server cannot hold the portal.
 */
export async function validateTicket(
  casOrigin: string,
  service: string,
  ticket: string,
): Promise<CasAnswer | { kind: 'unreachable'; cause: unknown }> {
  const address = `${casOrigin}/cas/p3/serviceValidate?${new URLSearchParams({ service, ticket })}`
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
    if (!response.ok) {
      await response.body?.cancel()
      return { kind: 'unreachable', cause: new Error(`The sign-in server answered ${response.status}.`) }
    }
    const text = await boundedText(response)
    return text === undefined ? { kind: 'unreadable' } : readCasAnswer(text)
  } catch (cause) {
    return { kind: 'unreachable', cause }
  }
}

async function boundedText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST_ANSWER) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
