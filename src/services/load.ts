import { existsSync, readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { attributeNames } from './released-attributes.ts'
import { readServiceUrl, type Service } from './service.ts'

export class BadServices extends Error {
  override readonly name = 'BadServices'
}

const file = z.strictObject({
  services: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'a short name in small letters, such as `library`'),
        name: z.strictObject({ pl: z.string().min(1), en: z.string().min(1) }),
        urls: z
          .array(
            z
              .string()
              .refine(
                (url) => readServiceUrl(url) !== undefined && !/[?#]/.test(url),
                'an address such as https://library.example.edu/',
              ),
          )
          .min(1),
        attributes: z.array(z.enum(attributeNames)).default([]),
        singleLogout: z.boolean().default(true),
      }),
    )
    .nullish()
    .transform((services) => services ?? []),
})

/** The services of the operator's file, the portal always first. A missing file means the portal alone. */
export function loadServices(path: string, portal: Service): readonly Service[] {
  if (!existsSync(path)) return [portal]
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines })
  const broken = document.errors[0]
  if (broken)
    throw new BadServices(`${path}, line ${lines.linePos(broken.pos[0]).line}: this is not YAML: ${broken.code}.`)
  const parsed = file.safeParse(document.toJS() ?? {})
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const node = document.getIn(issue.path, true) as { range?: [number] } | undefined
      const where = node?.range ? `, line ${lines.linePos(node.range[0]).line}` : ''
      return `${path}${where}: ${issue.path.join('.') || 'the file'}: ${issue.message}.`
    })
    throw new BadServices(faults.join('\n'))
  }
  const ids = parsed.data.services.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index || id === portal.id)
  if (twice) throw new BadServices(`${path}: the id ${twice} stands twice.`)
  const registered = parsed.data.services.map(
    (service): Service => ({
      ...service,
      proxyCallbacks: [],
      assurance: 'password',
      consent: false,
      registeredIn: 'file',
    }),
  )
  return [portal, ...registered]
}
