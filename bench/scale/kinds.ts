import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importFile } from '../desk-feed.ts'
import { account } from './account.ts'
import { cases } from './cases.ts'
import { desk } from './desk.ts'
import type { Kinds } from './kind.ts'
import { newPassword } from './new-password.ts'
import { notRecognized } from './not-recognized.ts'
import { scim } from './scim.ts'
import { signingIn } from './signing-in.ts'

export const A_NIGHT = 'import of one changed person'

/** Every kind of request, in the order in which they are asked. */
export const kinds: Kinds = {
  ...signingIn,
  ...newPassword,
  ...account,
  ...notRecognized,
  ...desk,
  ...cases,
  ...scim,
  [A_NIGHT]: async ({ program, administrator, database, folder, nextChanged }) => {
    const { usosId, login, surname, givenNames } = nextChanged()
    const file = join(folder, 'one.csv')
    writeFileSync(file, `id;first_name;last_name;email\n${usosId};${givenNames};${surname}-Nowa;${login}\n`)
    await importFile(program, administrator, database, file)
  },
}
