/** An attribute as RFC 7643, section 7 describes it; what is left out has the default of section 2.2. */
export interface Attribute {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'integer' | 'dateTime' | 'reference' | 'complex'
  readonly description: string
  readonly multiValued?: true
  readonly required?: true
  readonly caseExact?: true
  readonly mutability?: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
  readonly returned?: 'always' | 'never' | 'default' | 'request'
  readonly uniqueness?: 'none' | 'server'
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Attribute[]
}

export interface Schema {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
}

export interface ResourceType {
  readonly name: 'User' | 'Group'
  readonly endpoint: string
  readonly description: string
  readonly core: Schema
  readonly extensions: readonly Schema[]
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const UNIVERSITY = 'urn:furta:params:scim:schemas:extension:university:2.0:User'

/** Of every resource, and in no schema (RFC 7643, section 3.1). */
export const commonAttributes: readonly Attribute[] = [
  {
    name: 'schemas',
    type: 'reference',
    referenceTypes: ['uri'],
    multiValued: true,
    caseExact: true,
    returned: 'always',
    mutability: 'readOnly',
    description: 'The schemas of the resource.',
  },
  {
    name: 'id',
    type: 'string',
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
    description: 'Ours: stable, and never given again.',
  },
  {
    name: 'externalId',
    type: 'string',
    caseExact: true,
    description: 'Yours: what the identity system calls the resource.',
  },
  {
    name: 'meta',
    type: 'complex',
    mutability: 'readOnly',
    description: 'About the resource.',
    subAttributes: [
      { name: 'resourceType', type: 'string', caseExact: true, mutability: 'readOnly', description: 'User or Group.' },
      { name: 'created', type: 'dateTime', mutability: 'readOnly', description: 'When it came into the registry.' },
      { name: 'lastModified', type: 'dateTime', mutability: 'readOnly', description: 'When it last changed.' },
      {
        name: 'location',
        type: 'reference',
        referenceTypes: ['uri'],
        caseExact: true,
        mutability: 'readOnly',
        description: 'Its address.',
      },
      { name: 'version', type: 'string', caseExact: true, mutability: 'readOnly', description: 'Its ETag.' },
    ],
  },
]

const userSchema: Schema = {
  id: USER,
  name: 'User',
  description: 'A person of the university.',
  attributes: [
    {
      name: 'userName',
      type: 'string',
      required: true,
      uniqueness: 'server',
      description:
        'The assigned e-mail address: the login, and the only one that letters go to. Of a person to whom none is assigned yet, the id.',
    },
    {
      name: 'name',
      type: 'complex',
      required: true,
      description: 'The name of the person.',
      subAttributes: [
        {
          name: 'formatted',
          type: 'string',
          mutability: 'readOnly',
          description: 'The whole name, made of the two others.',
        },
        {
          name: 'familyName',
          type: 'string',
          required: true,
          description: 'The surname, or the only name of a person who has one.',
        },
        { name: 'givenName', type: 'string', description: 'All given names.' },
      ],
    },
    { name: 'displayName', type: 'string', mutability: 'readOnly', description: 'The whole name, as pages show it.' },
    {
      name: 'preferredLanguage',
      type: 'string',
      canonicalValues: ['pl', 'en'],
      description: 'Of letters. Counts for somebody new; who is here has chosen, and what is sent changes nothing.',
    },
    {
      name: 'active',
      type: 'boolean',
      description:
        'False for an account that is suspended. Sending false suspends it, as a feed suspends a leaver; sending true opens it again. A person whom the desk has disabled stays disabled.',
    },
    {
      name: 'emails',
      type: 'complex',
      multiValued: true,
      description: 'All university addresses of the person.',
      subAttributes: [
        { name: 'value', type: 'string', required: true, uniqueness: 'server', description: 'The address.' },
        {
          name: 'type',
          type: 'string',
          canonicalValues: ['work', 'other'],
          description: 'work for the assigned address, which is the userName; other for any other one.',
        },
        { name: 'primary', type: 'boolean', description: 'True for the assigned address.' },
      ],
    },
    {
      name: 'groups',
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      description: 'Groups that follow from statuses and fields of study. Empty while the account is suspended.',
      subAttributes: [
        { name: 'value', type: 'string', caseExact: true, mutability: 'readOnly', description: 'The id of the group.' },
        {
          name: '$ref',
          type: 'reference',
          referenceTypes: ['Group'],
          caseExact: true,
          mutability: 'readOnly',
          description: 'The address of the group.',
        },
        { name: 'display', type: 'string', mutability: 'readOnly', description: 'Its name.' },
        {
          name: 'type',
          type: 'string',
          canonicalValues: ['direct'],
          mutability: 'readOnly',
          description: 'Groups have no groups in them.',
        },
      ],
    },
  ],
}

const enterpriseSchema: Schema = {
  id: ENTERPRISE,
  name: 'EnterpriseUser',
  description: 'The enterprise extension, as far as a university has it.',
  attributes: [
    {
      name: 'employeeNumber',
      type: 'string',
      caseExact: true,
      mutability: 'immutable',
      uniqueness: 'server',
      description:
        'The USOS person id, of students too: by it the feeds of USOS know the person. It can be given once and stays.',
    },
    { name: 'organization', type: 'string', mutability: 'readOnly', description: 'The university.' },
    {
      name: 'department',
      type: 'string',
      caseExact: true,
      mutability: 'readOnly',
      description: 'The faculty of the primary field of study.',
    },
  ],
}

const statuses = ['0', '1', '2']

const universitySchema: Schema = {
  id: UNIVERSITY,
  name: 'UniversityUser',
  description: 'What a university knows of a person beyond RFC 7643, in the terms of USOS and eduPerson.',
  attributes: [
    {
      name: 'albumNumber',
      type: 'string',
      caseExact: true,
      uniqueness: 'server',
      description: 'One for all fields of study of a person.',
    },
    {
      name: 'studentStatus',
      type: 'integer',
      canonicalValues: statuses,
      description: '0 not a student, 1 former, 2 active.',
    },
    {
      name: 'phdStudentStatus',
      type: 'integer',
      canonicalValues: statuses,
      description: 'The same of doctoral students.',
    },
    {
      name: 'staffStatus',
      type: 'integer',
      canonicalValues: statuses,
      description: '0 not staff, 1 staff, 2 academic teacher.',
    },
    {
      name: 'connected',
      type: 'boolean',
      description:
        'Connected to registration: may have an account. Left out of somebody new: whoever studies or works here now is.',
    },
    {
      name: 'fieldsOfStudy',
      type: 'complex',
      multiValued: true,
      description: 'Fields of study: any number under one album number and one account.',
      subAttributes: [
        { name: 'value', type: 'string', required: true, caseExact: true, description: 'Code of the programme.' },
        { name: 'display', type: 'string', description: 'Its name in Polish.' },
        { name: 'displayEnglish', type: 'string', description: 'Its name in English.' },
        { name: 'faculty', type: 'string', caseExact: true, description: 'Code of the faculty.' },
        {
          name: 'status',
          type: 'string',
          canonicalValues: [
            'active',
            'cancelled',
            'graduated_end_of_study',
            'graduated_before_diploma',
            'graduated_diploma',
          ],
          description: 'As USOS has it; left out, active.',
        },
        { name: 'primary', type: 'boolean', description: 'The primary one, at most once.' },
      ],
    },
    { name: 'validUntil', type: 'dateTime', description: 'The moment at which the account ends by itself.' },
    {
      name: 'pesel',
      type: 'string',
      caseExact: true,
      mutability: 'writeOnly',
      returned: 'never',
      description:
        'The answer to the security question. Only a keyed digest of it is stored; it cannot be read or searched.',
    },
    {
      name: 'birthDate',
      type: 'string',
      caseExact: true,
      mutability: 'writeOnly',
      returned: 'never',
      description: 'Asked for instead of a PESEL of a person without one. Stored as the same kind of digest.',
    },
    {
      name: 'documentNumber',
      type: 'string',
      caseExact: true,
      mutability: 'writeOnly',
      returned: 'never',
      description: 'The same, of an identity document.',
    },
    {
      name: 'proofKind',
      type: 'string',
      canonicalValues: ['pesel', 'birth_date', 'document', 'none'],
      mutability: 'readOnly',
      description: 'Which of the three the person is asked for.',
    },
    {
      name: 'eduPersonAffiliation',
      type: 'string',
      multiValued: true,
      mutability: 'readOnly',
      description: 'What follows from the statuses, in the words of eduPerson.',
    },
    {
      name: 'disabled',
      type: 'boolean',
      mutability: 'readOnly',
      description: 'The desk has disabled the account. No identity system changes that.',
    },
  ],
}

const groupSchema: Schema = {
  id: GROUP,
  name: 'Group',
  description: 'People with one affiliation, faculty or field of study. Groups follow from what is known of people.',
  attributes: [
    { name: 'displayName', type: 'string', required: true, mutability: 'readOnly', description: 'Name of the group.' },
    {
      name: 'members',
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      returned: 'request',
      description: 'Whose accounts are open. Named only when they are asked for.',
      subAttributes: [
        {
          name: 'value',
          type: 'string',
          caseExact: true,
          mutability: 'readOnly',
          description: 'The id of the person.',
        },
        {
          name: '$ref',
          type: 'reference',
          referenceTypes: ['User'],
          caseExact: true,
          mutability: 'readOnly',
          description: 'The address of the person.',
        },
        { name: 'display', type: 'string', mutability: 'readOnly', description: 'Name of the person.' },
      ],
    },
  ],
}

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'People of the university',
  core: userSchema,
  extensions: [enterpriseSchema, universitySchema],
}

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Groups that follow from statuses and fields of study; they are read only',
  core: groupSchema,
  extensions: [],
}

export const resourceTypes: readonly ResourceType[] = [userType, groupType]

export const schemas: readonly Schema[] = [userSchema, enterpriseSchema, universitySchema, groupSchema]

/** Where an attribute stands in a resource. */
export interface Found {
  /** Of an extension; undefined for the core. */
  readonly extension: string | undefined
  readonly attribute: Attribute
  readonly sub: Attribute | undefined
}

/**
 * The attribute a path names (RFC 7644, section 3.10): `name.givenName`, or with its schema before it. Names are not case
 * sensitive. Undefined when nothing of ours is called so.
 */
export function findAttribute(type: ResourceType, path: string): Found | undefined {
  const { schema, rest } = splitSchema(type, path)
  const [name = '', subName, ...more] = rest.split('.')
  if (more.length > 0) return undefined
  const places = schema === undefined ? [...commonAttributes, ...type.core.attributes] : withCommon(type, schema)
  const attribute = places.find((one) => isCalled(one, name))
  if (!attribute) return undefined
  const extension = schema === undefined || schema === type.core ? undefined : schema.id
  if (subName === undefined) return { extension, attribute, sub: undefined }
  const sub = attribute.subAttributes?.find((one) => isCalled(one, subName))
  return sub && { extension, attribute, sub }
}

/** The extension that a path names as a whole. */
export function findExtension(type: ResourceType, path: string): Schema | undefined {
  return type.extensions.find(({ id }) => id.toLowerCase() === path.toLowerCase())
}

export function isCalled({ name }: Attribute, asked: string): boolean {
  return name.toLowerCase() === asked.toLowerCase()
}

function splitSchema(type: ResourceType, path: string) {
  const lower = path.toLowerCase()
  const schema = [type.core, ...type.extensions].find(({ id }) => lower.startsWith(`${id.toLowerCase()}:`))
  return { schema, rest: schema ? path.slice(schema.id.length + 1) : path }
}

function withCommon(type: ResourceType, schema: Schema) {
  return schema === type.core ? [...commonAttributes, ...schema.attributes] : schema.attributes
}

/** As `/Schemas` shows it: every characteristic said (RFC 7643, section 7). */
export function publishedAttribute(attribute: Attribute): object {
  const { name, type, description, subAttributes } = attribute
  const textual = type === 'string' || type === 'reference'
  return {
    name,
    type,
    multiValued: attribute.multiValued ?? false,
    description,
    required: attribute.required ?? false,
    ...(attribute.canonicalValues && { canonicalValues: attribute.canonicalValues }),
    ...(textual && { caseExact: attribute.caseExact ?? false }),
    mutability: attribute.mutability ?? 'readWrite',
    returned: attribute.returned ?? 'default',
    ...(type !== 'complex' && type !== 'boolean' && { uniqueness: attribute.uniqueness ?? 'none' }),
    ...(attribute.referenceTypes && { referenceTypes: attribute.referenceTypes }),
    ...(subAttributes && { subAttributes: subAttributes.map(publishedAttribute) }),
  }
}
