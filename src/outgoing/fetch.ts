import { callService, type Outgoing } from './call.ts'

/** The statuses that have no body (Fetch standard, section 2.2.3). */
const WITHOUT_BODY: readonly number[] = [204, 205, 304]

/**
 * `fetch` for a library, by `callService`: the same certificates, addresses and bounds. A redirect is an answer like any other,
 * whatever was asked. `onlyHttps`: nothing else is called.
 */
export function fetchFrom(settings: Outgoing, { onlyHttps }: { readonly onlyHttps: boolean }) {
  return async (address: string | URL | Request, options: RequestInit = {}): Promise<Response> => {
    const asked = new Request(address, {
      method: options.method,
      headers: options.headers,
      body: options.body,
    } as RequestInit)
    const url = new URL(asked.url)
    if (onlyHttps && url.protocol !== 'https:') throw new Error('Services are called over https only.')
    const sent = asked.body === null ? undefined : await asked.text()
    const answer = await callService(
      url,
      {
        method: asked.method,
        headers: Object.fromEntries(asked.headers),
        ...(sent !== undefined && { body: sent }),
        signal: options.signal ?? undefined,
      },
      settings,
    )
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value))
    return new Response(WITHOUT_BODY.includes(answer.status) ? null : stream(answer.body), {
      status: answer.status,
      headers,
    })
  }
}

/** Who looks at the status alone does not wait for the rest. */
function stream(body: Promise<Buffer>) {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(Uint8Array.from(await body))
      controller.close()
    },
  })
}
