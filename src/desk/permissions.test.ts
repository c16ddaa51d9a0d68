import { describe, expect, test } from 'vitest'
import { asPersonId, type StaffRole } from '../database/index.ts'
import { accountAnswers } from '../people/index.ts'
import { askAtTheDoor, needsNotingAtDesk } from './door-rule.ts'
import { type DeskAct, mayAct, mayActOn, permissions } from './permissions.ts'
import { staffRoles } from './roles/role-change.ts'

const acts = Object.keys(permissions) as DeskAct[]
const looks = [
  'keep-own-factor',
  'see-cases',
  'search-people',
  'see-person',
  'see-letters',
  'see-activity',
  'see-services',
  'see-tokens',
  'see-settings',
]
const roleSets: StaffRole[][] = Array.from({ length: 16 }, (_, bits) =>
  staffRoles.filter((_, index) => bits & (1 << index)),
)
const person = (id: string, ...roles: StaffRole[]) => ({ id: asPersonId(id), roles })

describe('permissions', () => {
  test('what every role may do stands here a second time, so that a change is meant', () => {
    const may = Object.fromEntries(staffRoles.map((role) => [role, acts.filter((act) => mayAct([role], act))]))
    const own = ['keep-own-factor', 'see-cases']
    expect(may).toEqual({
      'help-desk': [
        ...own,
        'answer-teacher-case',
        'search-people',
        'see-person',
        'send-link',
        'issue-code',
        'reopen-question',
        'assign-address',
        'confirm-address',
        'end-session',
        'end-sessions',
        'take-password-away',
        'see-letters',
        'send-letter-again',
        'wake-mailbox',
        'remove-second-factor',
      ],
      'registration-desk': [
        ...own,
        'answer-student-case',
        'search-people',
        'see-person',
        'send-link',
        'connect',
        'wake-mailbox',
      ],
      auditor: [
        ...own,
        'search-people',
        'see-person',
        'see-letters',
        'see-activity',
        'report-breach',
        'see-services',
        'see-tokens',
        'see-settings',
      ],
      administrator: acts,
    })
  })

  test('nobody without a role may do anything, and two roles may do what either may', () => {
    for (const act of acts) {
      expect(mayAct([], act)).toBe(false)
      for (const roles of roleSets) expect(mayAct(roles, act)).toBe(roles.some((role) => mayAct([role], act)))
    }
  })

  test('nobody acts on their own account, nor anybody but an administrator on staff', () => {
    for (const act of acts.filter((one) => !looks.includes(one))) {
      for (const roles of roleSets) {
        const staff = person('maria', ...roles)
        expect(mayActOn(staff, staff, act)).toBe(false)
        for (const others of roleSets) {
          const allowed = mayAct(roles, act) && (others.length === 0 || roles.includes('administrator'))
          expect(mayActOn(staff, person('bob', ...others), act)).toBe(allowed)
        }
      }
    }
  })
})

describe('the door', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const ask = (more: Partial<Parameters<typeof askAtTheDoor>[0]>) =>
    askAtTheDoor({
      roles: ['auditor'],
      secondFactorAt: ago(60),
      usedAt: ago(1),
      act: 'see-activity',
      fresh: false,
      idle: 15 * 60_000,
      now,
      ...more,
    })

  test('opens for the role, with a factor that is proved and a desk that was not left alone', () => {
    expect(ask({})).toBe('open')
    expect(ask({ usedAt: ago(15) })).toBe('second-factor')
    expect(ask({ secondFactorAt: ago(599), usedAt: ago(1) })).toBe('open')
    expect(ask({ secondFactorAt: ago(600), usedAt: ago(1) })).toBe('second-factor')
    expect(ask({ secondFactorAt: undefined })).toBe('second-factor')
    expect(ask({ secondFactorAt: ago(5), usedAt: undefined })).toBe('open')
  })

  test('asks for a fresh factor where the act is of weight', () => {
    expect(ask({ fresh: true, secondFactorAt: ago(9) })).toBe('open')
    expect(ask({ fresh: true, secondFactorAt: ago(10) })).toBe('second-factor')
  })

  test('tells nobody of a factor who has no role, and nobody of a role before the factor', () => {
    expect(ask({ roles: [], secondFactorAt: undefined })).toBe('forbidden')
    expect(ask({ roles: ['help-desk'] })).toBe('forbidden')
    expect(ask({ roles: ['help-desk'], secondFactorAt: undefined })).toBe('second-factor')
  })

  test('notes its use once a minute, and oftener for a short idle time', () => {
    expect(needsNotingAtDesk(ago(0.9), 15 * 60_000, now)).toBe(false)
    expect(needsNotingAtDesk(ago(1), 15 * 60_000, now)).toBe(true)
    expect(needsNotingAtDesk(ago(0.25), 60_000, now)).toBe(true)
    expect(needsNotingAtDesk(undefined, 60_000, now)).toBe(true)
  })
})

test('what is said to help with an account is something the desk can do', () => {
  const helps = Object.values(accountAnswers).flatMap(({ desk }) => desk.helps)
  expect(helps.length).toBeGreaterThan(0)
  for (const act of helps) expect(acts).toContain(act)
})
