import { expect, test } from 'vitest'
import type { Case } from '../../cases/index.ts'
import { asCaseId, asPersonId } from '../../database/index.ts'
import { timelineOf } from './case-timeline.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute))
const desk = asPersonId('desk')

test('a case tells what happened to it, newest first', () => {
  const it: Case = {
    id: asCaseId('R-2026-0001'),
    kind: 'student',
    address: 'a@student.agh.edu.pl',
    person: undefined,
    fieldOfStudy: '',
    albumNumber: '',
    hasRight: true,
    note: '',
    language: 'pl',
    openedAt: at(0),
    lastAskedAt: at(10),
    askedTimes: 3,
    state: 'closed',
    owner: desk,
    takenAt: at(15),
    closedAt: at(40),
    closedBy: desk,
    answer: 'declined',
    reason: 'why',
    messages: [
      { at: at(20), author: desk, text: 'Which?' },
      { at: at(30), author: 'person', text: 'This one.' },
    ],
  }
  expect(timelineOf(it)).toEqual([
    { at: at(40), what: 'closed', by: desk, answer: 'declined' },
    { at: at(30), what: 'replied' },
    { at: at(20), what: 'asked-back', by: desk },
    { at: at(15), what: 'taken', by: desk },
    { at: at(10), what: 'joined', times: 2 },
    { at: at(0), what: 'opened' },
  ])
})
