import { asPersonId } from '../../database/index.ts'
import type { Example } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { ActivityPage } from './pages/activity.tsx'
import type { Activity } from './tasks.ts'

const staff = exampleStaff('auditor')
const maria = { id: asPersonId('maria'), name: 'Maria Kos' }
const alicja = { id: asPersonId('alicja'), name: 'Alicja Wrona' }
const activity: Activity = {
  wanted: {},
  person: undefined,
  lines: [
    {
      id: '5',
      at: new Date('2026-11-23T09:12:00Z'),
      event: 'code-issued',
      outcome: 'success',
      person: alicja,
      by: maria,
      source: '192.0.2.20',
      reference: '7F3K-29QD',
      details: { proof: 'document', reason: 'No PESEL on record', minutes: 1440 },
    },
    {
      id: '4',
      at: new Date('2026-11-23T09:10:00Z'),
      event: 'role-granted',
      outcome: 'success',
      person: maria,
      by: 'operator',
      source: undefined,
      reference: undefined,
      details: { role: 'help-desk', reason: 'New at the desk' },
    },
    {
      id: '3',
      at: new Date('2026-11-23T09:08:00Z'),
      event: 'sign-in',
      outcome: 'failure',
      person: alicja,
      by: 'person',
      source: '198.51.100.4',
      reference: 'KQ7D-3MXA',
      details: { because: 'wrong-password' },
    },
    {
      id: '2',
      at: new Date('2026-11-23T04:00:00Z'),
      event: 'retention',
      outcome: 'success',
      person: undefined,
      by: 'system',
      source: undefined,
      reference: undefined,
      details: { sessions: 12, events: 0 },
    },
  ],
  olderThan: '2',
  chain: { sealed: { position: '5', at: new Date('2026-11-23T09:12:02Z') }, unsealed: 0, checked: undefined },
}

export const activityExamples: readonly Example[] = [
  { name: 'activity', title: 'Activity', render: () => <ActivityPage staff={staff} activity={activity} /> },
  {
    name: 'activity-of-person',
    title: 'Activity of one person on one day, older ones',
    render: () => (
      <ActivityPage
        staff={staff}
        activity={{
          ...activity,
          person: alicja,
          wanted: {
            person: alicja.id,
            event: 'sign-in',
            actor: 'person',
            outcome: 'failure',
            source: '198.51.100.4',
            reference: 'KQ7D-3MXA',
            from: '2026-11-23',
            to: '2026-11-23 14:30',
            before: '9',
          },
          chain: { ...activity.chain, checked: { at: new Date('2026-11-23T02:47:00Z'), whole: true, broken: 0 } },
          lines: activity.lines.slice(2, 3),
          olderThan: undefined,
        }}
      />
    ),
  },
  {
    name: 'activity-nothing',
    title: 'Activity: nothing of the kind',
    render: () => (
      <ActivityPage
        staff={staff}
        activity={{
          ...activity,
          wanted: { from: '2026-11-22', to: '2026-11-22' },
          lines: [],
          olderThan: undefined,
          chain: {
            sealed: { position: '5', at: new Date('2026-11-20T09:12:02Z') },
            unsealed: 12,
            checked: { at: new Date('2026-11-20T02:47:00Z'), whole: false, broken: 1 },
          },
        }}
      />
    ),
  },
  {
    name: 'activity-unknown',
    title: 'Activity: an address that nobody has',
    render: () => <ActivityPage staff={staff} activity={activity} unknown="nobody@agh.edu.pl" />,
  },
]
