import { authorization, newUser } from '../scim.ts'
import { type Kinds, shown } from './kind.ts'
import type { Asked } from './university.ts'

const USERS = '/scim/v2/Users'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What an identity system asks. */
export const scim: Kinds = {
  'SCIM: look-up by userName': (asked) => {
    const filter = encodeURIComponent(`userName eq "${asked.nextStudent().login}"`)
    return get(asked, `?filter=${filter}`, '"totalResults":1,')
  },
  'SCIM: one by id': (asked) => {
    const { id, login } = asked.nextStudent()
    return get(asked, `/${id}`, login)
  },
  'SCIM: first page of the list': (asked) => get(asked, '?startIndex=1&count=100', '"itemsPerPage":100,'),
  'SCIM: page from the middle of the list': (asked) =>
    get(asked, `?startIndex=${Math.round(asked.people / 2)}&count=100`, '"itemsPerPage":100,'),
  'SCIM: PATCH of one': async ({ application, nextStudent }, turn) => {
    const { id } = nextStudent()
    const value = `Zmieniona-${turn}`
    const change = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'name.familyName', value }] }
    const { status, body } = await application.patchJson(`${USERS}/${id}`, change, authorization)
    if (status !== 200 || !body.includes(value)) throw new Error(`Answered: ${status} ${body}`)
  },
  'SCIM: POST of somebody new': async ({ application }, turn) => {
    const { status, body } = await application.postJson(USERS, newUser(100_000 + turn), authorization)
    if (status !== 201) throw new Error(`Answered: ${status} ${body}`)
  },
}

async function get({ application }: Asked, what: string, words: string) {
  return shown(application, USERS + what, words, authorization)
}
