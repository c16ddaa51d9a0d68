import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Service } from '../src/services/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

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

/** The operator's file with these services in it, for `SERVICES_FILE`; gone with the test. */
export function fileOfServices(services: readonly Service[]) {
  const folder = temporaryFolder('services')
  const path = join(folder, 'services.yaml')
  const write = (all: readonly Service[]) =>
    writeFileSync(path, JSON.stringify({ services: all.map(({ registeredIn: _, ...entry }) => entry) }))
  write(services)
  return { path, write }
}
