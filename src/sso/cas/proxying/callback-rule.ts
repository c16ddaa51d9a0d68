import { covers, readServiceUrl, type Service } from '../../../services/index.ts'
import type { CasFailure } from '../validation.ts'

export type CallbackVerdict = { kind: 'good'; url: URL } | { kind: 'refused'; failure: CasFailure }

/** Whether a proxy-granting ticket may be sent to this address for this service (CAS 3.0.3, section 2.5.4; req 77). */
export function judgeCallback(service: Service, given: string): CallbackVerdict {
  if (service.proxyCallbacks.length === 0)
    return refused('UNAUTHORIZED_SERVICE_PROXY', 'The service is not registered for proxying.')
  const url = readServiceUrl(given)
  if (url?.protocol !== 'https:' || url.hash !== '' || given.includes('#'))
    return refused('INVALID_PROXY_CALLBACK', 'pgtUrl must be one https address without a fragment.')
  if (!service.proxyCallbacks.some((pattern) => covers(new URL(pattern), url)))
    return refused('INVALID_PROXY_CALLBACK', 'pgtUrl is not among the registered callbacks of the service.')
  return { kind: 'good', url }
}

function refused(code: CasFailure['code'], sentence: string): CallbackVerdict {
  return { kind: 'refused', failure: { code, sentence } }
}

/** The address of a callback with its own parameters kept and the two tickets added (section 2.5.4, step 2). */
export function withTickets(callback: URL, { pgt, iou }: { pgt: string; iou: string }): URL {
  const own = callback.search.slice(1).replace(/&$/, '')
  const address = new URL(callback)
  address.search = `?${[own, `pgtId=${pgt}`, `pgtIou=${iou}`].filter((part) => part !== '').join('&')}`
  return address
}
