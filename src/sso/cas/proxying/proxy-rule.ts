import { covers, matchService, type ProxyGrant, readServiceUrl, type Service } from '../../../services/index.ts'
import { type CasFailure, knowTheFormat } from '../validation.ts'

/** What a request for a proxy ticket knows, filled step by step (CAS 3.0.3, section 2.7). */
export interface ProxyRequest {
  readonly given: {
    readonly pgt: string | undefined
    readonly targetService: string | undefined
    readonly format: string | undefined
  }
  readonly services: readonly Service[]
  readonly find: (ticket: string) => Promise<ProxyGrant | undefined>
  /** Whether the session behind the grant still stands. */
  readonly isAlive: (grant: ProxyGrant) => boolean
  readonly factorProved: (grant: ProxyGrant) => boolean
  readonly agreed: (grant: ProxyGrant, service: Service) => Promise<boolean>
  grant?: ProxyGrant | undefined
  target?: Service | undefined
}

type Step = (request: ProxyRequest) => CasFailure | undefined | Promise<CasFailure | undefined>

/** From top to bottom; the first failure ends it. */
const steps: readonly Step[] = [
  knowTheFormat,
  haveBothParameters, // section 2.7.1
  holdAGrant, // section 3.3.1
  beRegisteredForProxying,
  nameARegisteredTarget, // section 2.7.3
  beAllowedWhatAPersonWouldBe,
]

export async function judgeProxyRequest(
  request: ProxyRequest,
): Promise<CasFailure | { grant: ProxyGrant; target: Service }> {
  for (const step of steps) {
    const failure = await step(request)
    if (failure) return failure
  }
  const { grant, target } = request
  if (!grant || !target) throw new Error('The steps find a grant and a target.')
  return { grant, target }
}

function haveBothParameters({ given }: ProxyRequest): CasFailure | undefined {
  if (given.pgt && given.targetService) return undefined
  return { code: 'INVALID_REQUEST', sentence: 'Both pgt and targetService are required, once each.' }
}

async function holdAGrant(request: ProxyRequest): Promise<CasFailure | undefined> {
  request.grant = await request.find(request.given.pgt ?? '')
  if (request.grant?.maySignIn && request.isAlive(request.grant)) return undefined
  return { code: 'INVALID_TICKET', sentence: 'The proxy-granting ticket is not known, or its sign-in is over.' }
}

/** The operator may have taken the right away since. */
function beRegisteredForProxying({ grant, services }: ProxyRequest): CasFailure | undefined {
  const callback = readServiceUrl(grant?.proxies[0] ?? '')
  const registered = services.some(({ proxyCallbacks }) =>
    proxyCallbacks.some((pattern) => callback && covers(new URL(pattern), callback)),
  )
  if (registered) return undefined
  return { code: 'UNAUTHORIZED_SERVICE', sentence: 'The service is not registered for proxying any more.' }
}

function nameARegisteredTarget(request: ProxyRequest): CasFailure | undefined {
  request.target = matchService(request.services, request.given.targetService ?? '')
  if (request.target) return undefined
  return { code: 'UNAUTHORIZED_SERVICE', sentence: 'targetService is not a registered service.' }
}

/** Nobody is at hand to be asked: a service that would ask the person gets a ticket only when the answer is known. */
async function beAllowedWhatAPersonWouldBe({
  grant,
  target,
  factorProved,
  agreed,
}: ProxyRequest): Promise<CasFailure | undefined> {
  if (!grant || !target) return undefined
  if (target.assurance === 'second-factor' && !factorProved(grant))
    return { code: 'UNAUTHORIZED_SERVICE', sentence: 'targetService wants a second factor, which was not proved.' }
  if (target.consent && !(await agreed(grant, target)))
    return { code: 'UNAUTHORIZED_SERVICE', sentence: 'The person has not agreed that targetService learns anything.' }
  return undefined
}
