import { ScimError } from './error.ts'
import type { Resource } from './resource.ts'
import { publishedAttribute, type ResourceType, resourceTypes, type Schema, schemas } from './schema.ts'

export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const SEARCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/** The most resources that one answer has. */
export const MOST_RESULTS = 1000

export function listBody(resources: readonly Resource[], total: number, startIndex = 1): Resource {
  return {
    schemas: [LIST_SCHEMA],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    ...(resources.length > 0 && { Resources: resources }),
  }
}

/** What this server can do (RFC 7643, section 5). */
export function serviceProviderConfig(base: string, origin: string): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MOST_RESULTS },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: `A token that an administrator makes at ${origin}/desk/scim. It has an end, and a list of what it may do.`,
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

export function showResourceType(
  { name, endpoint, description, core, extensions }: ResourceType,
  base: string,
): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: name,
    name,
    endpoint,
    description,
    schema: core.id,
    ...(extensions.length > 0 && { schemaExtensions: extensions.map(({ id }) => ({ schema: id, required: false })) }),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }
}

export function showSchema({ id, name, description, attributes }: Schema, base: string): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name,
    description,
    attributes: attributes.map(publishedAttribute),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  }
}

export const allResourceTypes = (base: string) => resourceTypes.map((one) => showResourceType(one, base))
export const allSchemas = (base: string) => schemas.map((one) => showSchema(one, base))

/** RFC 7644, section 4: these lists are never filtered. */
export function refuseFilter(filter: unknown) {
  if (filter !== undefined)
    throw new ScimError(403, 'Schemas and resource types are listed as a whole, without a filter.')
}
