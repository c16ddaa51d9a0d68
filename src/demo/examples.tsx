import type { Example } from '../web/index.ts'
import { CastPage } from './pages/cast.tsx'
import type { CastEntry } from './tasks.ts'

const alice: CastEntry = {
  key: 'alice',
  name: 'Alicja Wrona',
  login: 'alicja.wrona@student.agh.edu.pl',
  otherAddresses: [],
  pesel: '04251799843',
  birthDate: '2004-05-17',
  document: null,
  albumNumber: '402113',
  programmes: [
    {
      code: 'INF-S1',
      name: { pl: 'Informatyka', en: 'Computer Science' },
      faculty: 'WI',
      status: 'active',
      primary: true,
    },
    { code: 'MAT-S1', name: { pl: 'Matematyka', en: 'Mathematics' }, faculty: 'WMS', status: 'active', primary: false },
  ],
  state: 'active',
  password: 'Rower-pod-mostem-7',
  passwordChanged: false,
  roles: ['student'],
}
const bob: CastEntry = {
  ...alice,
  key: 'bob',
  name: 'Bogusz Warzęcha',
  login: 'bogusz.warzecha@agh.edu.pl',
  otherAddresses: ['bwarzecha@zarz.agh.edu.pl', 'bogusz.warzecha@metal.agh.edu.pl'],
  albumNumber: null,
  programmes: [],
  passwordChanged: true,
  roles: ['teacher'],
}
const eve: CastEntry = {
  ...alice,
  key: 'eve',
  name: 'Ewa Brzęczka',
  login: 'ewa.brzeczka@student.agh.edu.pl',
  state: 'eligible',
  password: null,
}
const carol: CastEntry = {
  ...alice,
  key: 'carol',
  name: 'Carol Lindenblad',
  login: 'carol.lindenblad@student.agh.edu.pl',
  pesel: null,
}

export const castExamples: readonly Example[] = [
  {
    name: 'demo-cast',
    title: 'The people of the demo university',
    render: () => <CastPage people={[alice, eve, carol, bob]} />,
  },
]
