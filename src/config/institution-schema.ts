import { z } from 'zod'
import { withHardSpaces } from '../language/index.ts'
import { contrast } from './contrast.ts'

// The two grounds of `web/styles/tokens.css` that the institution's colours stand on.
export const PAPER_BY_DAY = '#faf9f5'
export const SHEET_BY_NIGHT = '#161f1b'

/** What may stand in `institution.yaml`, with the sentence for each fault. Unknown names are refused: they are typing errors. */

const longText = z
  .string({ error: missingOr('must be text') })
  .trim()
  .normalize('NFC')
  .min(1, 'must not be empty')
  .max(4000, 'must not be longer than 4000 characters')
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'must not hold control or direction characters')
const text = longText.max(500, 'must not be longer than 500 characters')

// The institution's own words are set like ours: no one-letter word ends a Polish line.
const both = inBothLanguages(text, 'must be a text, or one for pl and one for en').transform(({ pl, en }) => ({
  pl: withHardSpaces(pl),
  en,
}))

const address = text.refine(
  (value) =>
    /^\/(?!\/)/.test(value) ||
    (URL.canParse(value) && new URL(value).protocol === 'https:' && new URL(value).username === ''),
  'must be an https address, or a path of this site such as /accessibility',
)
const addressInBoth = inBothLanguages(address, 'must be an address, or one for pl and one for en')

const mailbox = text.regex(/^[a-z0-9._+-]+@([a-z0-9-]+\.)+[a-z]{2,}$/i, 'must be an e-mail address')
const sender = text.regex(
  /^([^<>"@,;:\\]+ <[a-z0-9._+-]+@([a-z0-9-]+\.)+[a-z]{2,}>|[a-z0-9._+-]+@([a-z0-9-]+\.)+[a-z]{2,})$/i,
  'must be an e-mail address, or a name and an address such as USOSweb <desk@example.edu>',
)
const domain = text
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain such as agh.edu.pl')

const colour = z
  .string({
    error: missingOr(
      'must be a colour such as "#0f5a45", in quotation marks',
      'is missing, or stands without quotation marks',
    ),
  })
  .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'must be a colour such as "#0f5a45", in quotation marks')
  .transform((value) => (value.length === 4 ? value.replace(/[0-9a-f]/gi, '$&$&') : value).toLowerCase())

const dayOf = z.iso.date({ error: missingOr('must be a day such as 2026-11-20') })

/** What the Act of 4 April 2019 wants to know beside what the program knows of itself. Everything may be left out: the page says so. */
const accessibility = section({
  status: z.enum(['full', 'partial', 'none'], { error: missingOr('must be full, partial or none') }).optional(),
  published: dayOf.optional(),
  updated: dayOf.optional(),
  prepared: dayOf.optional(),
  reviewed: dayOf.optional(),
  auditor: both.optional(),
  report: addressInBoth.optional(),
  undue_burden: addressInBoth.optional(),
  not_accessible: z.array(both, { error: 'must be a list' }).default([]),
  outside_the_act: z.array(both, { error: 'must be a list' }).default([]),
  contact: section({
    name: both.optional(),
    mail: mailbox.optional(),
    phone: z
      .string()
      .trim()
      .regex(/^\+?[0-9 ()-]{5,30}$/, 'must be a telephone number')
      .optional(),
  }).optional(),
  postal_address: both.optional(),
  building: both.optional(),
  building_page: addressInBoth.optional(),
  communication: both.optional(),
  apps: both.optional(),
})
  .refine(({ status, not_accessible }) => status !== 'full' || not_accessible.length === 0, {
    path: ['not_accessible'],
    message: 'must be empty where the status is full',
  })
  .optional()

const telephone = text.regex(/^\+?[0-9 ()-]{5,30}$/, 'must be a telephone number')

const desk = section({
  name: both,
  mail: mailbox,
  answers_for: both,
  page: addressInBoth.optional(),
  phone: telephone.optional(),
  hours: both.optional(),
})

const deansOffice = section({
  faculty: z
    .string({ error: missingOr('must be the code of a faculty, in quotation marks where it is a number') })
    .trim()
    .regex(/^[^\p{Cc}\p{Cf}]{1,50}$/u, 'must be the code of a faculty as it stands in the registry'),
  faculty_name: both,
  name: both,
  mail: mailbox,
  page: addressInBoth.optional(),
  phone: telephone.optional(),
  hours: both.optional(),
})

const deansOffices = z
  .array(deansOffice, { error: 'must be a list' })
  .superRefine((offices, context) => {
    for (const [index, { faculty }] of offices.entries()) {
      if (offices.findIndex((office) => office.faculty === faculty) === index) continue
      const message = `names ${faculty} again: a faculty has one dean’s office`
      context.addIssue({ code: 'custom', path: [index, 'faculty'], message })
    }
  })
  .default([])

const brand = section({
  brand: colour,
  on_brand: colour,
  brand_night: colour,
  on_brand_night: colour,
  display: text
    .regex(/^[\p{L}\p{N} ,"'-]+$/u, 'must be a list of type faces, such as Charter, Cambria, serif')
    .optional(),
}).superRefine(({ brand, on_brand, brand_night, on_brand_night }, context) => {
  const pairs = [
    { name: 'brand', colour: brand, ground: PAPER_BY_DAY, where: 'on the page by day' },
    { name: 'on_brand', colour: on_brand, ground: brand, where: 'on brand' },
    { name: 'brand_night', colour: brand_night, ground: SHEET_BY_NIGHT, where: 'on the page by night' },
    { name: 'on_brand_night', colour: on_brand_night, ground: brand_night, where: 'on brand_night' },
  ]
  for (const { name, colour, ground, where } of pairs) {
    const measured = contrast(colour, ground)
    if (measured < 4.5) {
      // Rounded down, so that 4.499 does not read as good enough.
      const shown = (Math.floor(measured * 10) / 10).toFixed(1)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `has a contrast of only ${shown}:1 ${where}; 4.5:1 is the least that can be read`,
      })
    }
  }
})

export const institutionSchema = section({
  short: both,
  university: both,
  full_name: both,
  system: both,
  account: both,
  mail: section({
    account: both,
    domain,
    domains: z.array(domain, { error: missingOr('must be a list of domains') }).min(1, 'must name at least one domain'),
    from: sender,
  }).refine(({ domain, domains }) => domains.includes(domain), {
    path: ['domains'],
    message: 'must hold the domain named above it',
  }),
  desks: section({ usos: desk, it: desk, registration: desk }),
  deans_offices: deansOffices,
  links: section({
    mail_account: addressInBoth,
    accessibility_statement: addressInBoth.optional(),
    personal_data: addressInBoth.optional(),
  }),
  data_protection: section({
    controller: both.optional(),
    address: both.optional(),
    officer: section({ name: both.optional(), mail: mailbox, phone: telephone.optional() }).optional(),
  }).optional(),
  accessibility,
  portal: section({
    title: both,
    lead: both,
    notices: z
      .array(
        section({
          text: both,
          date: z.iso.date('must be a day such as 2026-11-20').optional(),
          link: addressInBoth.optional(),
        }),
        {
          error: 'must be a list',
        },
      )
      .default([]),
    links: z.array(section({ title: both, address: addressInBoth }), { error: 'must be a list' }).default([]),
  }),
  time_zone: text.refine(isTimeZone, 'must be a time zone such as Europe/Warsaw'),
  colours: brand,
  context_words: z
    .array(text.min(3, 'is too short: words of fewer than three letters are in every password'), {
      error: 'must be a list of words',
    })
    .default([]),
  texts: z
    .record(z.string(), section({ pl: longText.optional(), en: longText.optional() }), {
      error: 'must be texts under their keys',
    })
    .default({}),
})

export type InstitutionFile = z.output<typeof institutionSchema>

function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return `has no place for ${(issue.keys as string[]).join(', ')}`
      return missingOr('must be a section with indented lines')(issue)
    },
  })
}

/** One value for both languages, or one for each. */
function inBothLanguages<Schema extends z.ZodType<string>>(schema: Schema, sentence: string) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? { pl: value, en: value } : value),
    z.strictObject(
      { pl: schema, en: schema },
      {
        error: (issue) =>
          issue.code === 'unrecognized_keys'
            ? `has no place for ${(issue.keys as string[]).join(', ')}`
            : missingOr(sentence)(issue),
      },
    ),
  )
}

function missingOr(sentence: string, missing = 'is missing') {
  return (issue: { input?: unknown }) => (issue.input === undefined || issue.input === null ? missing : sentence)
}

function isTimeZone(name: string) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}
