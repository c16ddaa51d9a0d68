import { authorization, newUser } from '../scim.ts'
import { type Kinds, shown } from './kind.ts'
import type { Asked } from './university.ts'

const USERS = '/scim/v2/Users'
const A_PAGE = 100
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What an identity system asks. */
export const scim: Kinds = {
  'SCIM: look-up by userName': (asked) => {
    const filter = encodeURIComponent(`userName eq "${asked.nextLookedAt().login}"`)
    return get(asked, `?filter=${filter}`, '"totalResults":1,')
  },
  'SCIM: one by id': (asked) => {
    const { id, login } = asked.nextLookedAt()
    return get(asked, `/${id}`, login)
  },
  'SCIM: how many there are': (asked) => get(asked, '?count=0', '"totalResults":'),
  'SCIM: first page of the list': (asked) => page(asked, 1),
  'SCIM: next page, in the middle of the list': {
    async prepare(asked) {
      const middle = Math.round(asked.people / 2)
      await page(asked, middle - A_PAGE)
      return { ask: () => page(asked, middle) }
    },
  },
  'SCIM: PATCH of one': (asked, turn) => rename(asked, `Zmieniona-${turn}`),
  'SCIM: POST of somebody new': async ({ application }, turn) => {
    const { status, body } = await application.postJson(USERS, newUser(100_000 + turn), authorization)
    if (status !== 201) throw new Error(`Answered: ${status} ${body}`)
  },
}

function page(asked: Asked, startIndex: number) {
  return get(asked, `?startIndex=${startIndex}&count=${A_PAGE}`, `"itemsPerPage":${A_PAGE},`)
}

async function rename({ application, nextChanged }: Asked, surname: string) {
  const { id } = nextChanged()
  const change = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'name.familyName', value: surname }] }
  const { status, body } = await application.patchJson(`${USERS}/${id}`, change, authorization)
  if (status !== 200 || !body.includes(surname)) throw new Error(`Answered: ${status} ${body}`)
}

function get({ application }: Asked, what: string, words: string) {
  return shown(application, USERS + what, words, authorization)
}
