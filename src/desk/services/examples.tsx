import type { Service } from '../../services/index.ts'
import type { Example } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { DecidePage } from './pages/decide.tsx'
import { SecretPage } from './pages/secret.tsx'
import { ServicePage } from './pages/service.tsx'
import { ServiceFormPage } from './pages/service-form.tsx'
import { ServicesPage } from './pages/services.tsx'
import { emptyForm, formOf } from './service-form.ts'
import type { ServiceView } from './tasks.ts'

const staff = exampleStaff('administrator')
const at = (time: string) => new Date(`2026-11-23T${time}:00Z`)

const library: Service = {
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  description: { pl: 'Katalog i wypożyczenia', en: 'The catalogue and what you have borrowed' },
  owner: { name: 'Biblioteka Główna', mail: 'library@agh.edu.pl' },
  urls: ['https://library.agh.edu.pl/'],
  attributes: ['mail', 'givenName', 'sn', 'eduPersonScopedAffiliation'],
  singleLogout: true,
  proxyCallbacks: [],
  assurance: 'password',
  consent: false,
  registeredIn: 'file',
}
const timetable: Service = {
  ...library,
  id: 'timetable',
  name: { pl: 'Plan zajęć', en: 'Timetable' },
  description: { pl: 'Kiedy, gdzie i z kim', en: 'When, where and with whom' },
  home: 'https://timetable.agh.edu.pl/start',
  urls: ['https://timetable.agh.edu.pl/'],
  attributes: ['displayName', 'student_number'],
  logoutUrl: 'https://timetable.agh.edu.pl/logout',
  proxyCallbacks: ['https://timetable.agh.edu.pl/pgt'],
  assurance: 'second-factor',
  consent: true,
  client: {
    redirectUris: ['https://timetable.agh.edu.pl/callback', 'http://localhost:8080/callback'],
    postLogoutRedirectUris: ['https://timetable.agh.edu.pl/bye'],
    backChannelLogoutUri: 'https://timetable.agh.edu.pl/back-channel-logout',
    authentication: 'client_secret_basic',
    secretDigest: 'A'.repeat(43),
    offlineAccess: true,
    introspection: false,
    idTokenAlgorithm: 'ES256',
  },
  registeredIn: 'desk',
}
const forum: Service = {
  ...library,
  id: 'forum',
  name: { pl: 'Forum', en: 'Forum' },
  urls: ['https://forum.agh.edu.pl/'],
  attributes: [],
  singleLogout: false,
  registeredIn: 'desk',
}
const portal: Service = {
  ...library,
  id: 'portal',
  name: { pl: 'USOSweb', en: 'USOSweb' },
  urls: ['https://login.agh.edu.pl/portal/'],
  registeredIn: 'program',
}
const entry = { version: 3, changedAt: at('08:12'), changedBy: 'Adam Wiśniowski' }
const seldom: ServiceView = {
  service: forum,
  withdrawn: true,
  entry,
  visits: { count: 0, last: undefined, lookedAt: undefined },
}
const often: ServiceView = {
  service: timetable,
  withdrawn: false,
  entry,
  visits: { count: 1204, last: at('12:58'), lookedAt: undefined },
}
const inFile: ServiceView = { ...often, service: library }
const lines = [seldom, { service: library, withdrawn: false }, { service: portal, withdrawn: false }, often]
const edited = { id: 'timetable', name: timetable.name, version: 3 }
const fault = (name: 'pattern' | 'addressTaken' | 'id', path: (string | number)[], service = '') =>
  ({ fault: { path, fault: name, named: { service, entry: '', values: '' } }, about: undefined }) as const

export const servicesExamples: readonly Example[] = [
  {
    name: 'services',
    title: 'The services',
    render: () => <ServicesPage staff={staff} lines={lines} fileFaults={[]} />,
  },
  {
    name: 'services-auditor',
    title: 'The services, for an auditor, while the file is broken',
    render: () => (
      <ServicesPage
        staff={exampleStaff('auditor')}
        lines={lines}
        fileFaults={['services.yaml, line 7: library, urls no. 1: write a whole address, without ?, # and *.']}
      />
    ),
  },
  {
    name: 'service',
    title: 'A service of the desk',
    render: () => <ServicePage staff={staff} view={often} acts={['secret', 'withdraw']} done="changed" />,
  },
  {
    name: 'service-withdrawn',
    title: 'A service that is out of use',
    render: () => <ServicePage staff={staff} view={seldom} acts={['restore']} done="withdrawn" />,
  },
  {
    name: 'service-in-file',
    title: 'A service of the file, with an entry of the same id at the desk',
    render: () => <ServicePage staff={staff} view={inFile} acts={[]} />,
  },
  {
    name: 'service-in-program',
    title: 'The portal',
    render: () => <ServicePage staff={staff} view={{ ...inFile, service: portal, entry: undefined }} acts={[]} />,
  },
  {
    name: 'service-new',
    title: 'A new service',
    render: () => <ServiceFormPage staff={staff} form={emptyForm} />,
  },
  {
    name: 'service-refused',
    title: 'A new service: what was typed will not do',
    render: () => (
      <ServiceFormPage
        staff={staff}
        form={{ ...emptyForm, id: 'Library', urls: 'ftp://library.agh.edu.pl/', reason: 'as agreed' }}
        faults={{
          fields: {
            id: fault('id', ['id']),
            urls: { ...fault('pattern', ['urls', 0]), about: 'ftp://library.agh.edu.pl/' },
          },
          reason: 'national-id',
        }}
      />
    ),
  },
  {
    name: 'service-change',
    title: 'A service is changed',
    render: () => <ServiceFormPage staff={staff} edited={edited} form={formOf(timetable)} />,
  },
  {
    name: 'service-changed-meanwhile',
    title: 'A service is changed: somebody else was quicker',
    render: () => (
      <ServiceFormPage staff={staff} edited={edited} form={formOf(timetable)} changedBy="Adam Wiśniowski" />
    ),
  },
  {
    name: 'service-secret',
    title: 'A new secret: the reason is asked for',
    render: () => <DecidePage staff={staff} view={often} act="secret" />,
  },
  {
    name: 'service-withdraw',
    title: 'A service is taken out of use: the reason is missing',
    render: () => <DecidePage staff={staff} view={often} act="withdraw" fault="missing" />,
  },
  {
    name: 'service-restore',
    title: 'A service is put into use again: somebody else was quicker',
    render: () => <DecidePage staff={staff} view={seldom} act="restore" notPossible />,
  },
  {
    name: 'service-secret-shown',
    title: 'The secret of a client, this once',
    render: () => <SecretPage staff={staff} service={timetable} secret={'k7QdR2mWx9Tz'.repeat(3)} done="registered" />,
  },
]
