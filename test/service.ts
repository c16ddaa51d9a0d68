import type { Service } from '../src/services/index.ts'

/** A service as an operator registers one who writes no more than has to be written. */
export function registered(service: Pick<Service, 'id'> & Partial<Service>): Service {
  return {
    name: { pl: service.id, en: service.id },
    urls: [],
    attributes: [],
    singleLogout: true,
    proxyCallbacks: [],
    assurance: 'password',
    consent: false,
    registeredIn: 'file',
    ...service,
  }
}
