import { attributeNames } from './released-attributes.ts'
import type { Service } from './service.ts'

/** The portal: the one service that is always registered. It is told of sign-outs like every other. */
export function portalService(origin: string, name: Service['name']): Service {
  return {
    id: 'portal',
    name,
    urls: [`${origin}/portal/`],
    attributes: attributeNames.filter((attribute) => !/^(eduPerson|schac)/.test(attribute)),
    singleLogout: true,
    proxyCallbacks: [],
    assurance: 'password',
    consent: false,
    registeredIn: 'program',
  }
}
