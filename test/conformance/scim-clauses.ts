import { type Clause, clause } from './clause.ts'

/** Every clause of RFC 7643, sections 2 to 8, and of RFC 7644, sections 2 to 4, that demands or advises something of a server. */
export const clauses: readonly Clause[] = [
  clause('7643 2.1', 'Names of attributes are not case sensitive.', 'In bodies, filters, paths and lists of names.'),
  clause(
    '7643 2.2',
    'An attribute has type, mutability, returned and uniqueness, or their defaults.',
    '`/Schemas` says all of them.',
  ),
  clause(
    '7643 2.3',
    'Values have the type of their attribute.',
    '400 `invalidValue`. Booleans and integers may come as words, as some systems send them.',
  ),
  clause('7643 2.3.5', 'A dateTime has the form of XML Schema.', 'With its time zone; shown in UTC.'),
  clause(
    '7643 2.4',
    'Of many values at most one is primary.',
    '400 `invalidValue` for two. The primary address is the `userName`, whatever is sent.',
  ),
  clause(
    '7643 2.5',
    'No value, null and an empty list are the same.',
    'They clear the attribute; what has no value is not shown.',
  ),
  clause(
    '7643 3',
    'Every resource and request names its schemas.',
    '400 `invalidSyntax` without; a schema that nobody here knows is passed over.',
  ),
  clause(
    '7643 3.1 id',
    '`id` is ours, unique, stable, and never given again.',
    'The id of the person. What a client sends is passed over.',
  ),
  clause(
    '7643 3.1 externalId',
    '`externalId` is the client’s.',
    'Kept as it is, searched letter by letter, and it means nothing here.',
  ),
  clause(
    '7643 3.1 meta',
    '`meta` tells type, creation, last change, location and version.',
    'All five; of a group, which follows from people, type and location.',
  ),
  clause(
    '7643 4.1.1 userName',
    '`userName` is required, unique, and not case sensitive.',
    'The assigned address; 409 `uniqueness` where it is somebody else’s.',
  ),
  clause(
    '7643 4.1.1 active',
    '`active` is the administrative status.',
    'False suspends by the rule of every feed: sessions and links end. True opens again.',
  ),
  clause(
    '7643 4.1.1 password',
    '`password` is never returned.',
    'Nor accepted: people set their passwords themselves, and whoever sends one is told so.',
  ),
  clause(
    '7643 4.1.2',
    '`emails` has a canonical value, a type, and a primary one.',
    'Assigned and other addresses, in the one spelling in which they are stored.',
  ),
  clause(
    '7643 4.1.2 groups',
    '`groups` is read only.',
    'Follows from statuses and fields of study; empty while suspended.',
  ),
  clause(
    '7643 4.2',
    'A group has a name and members.',
    'Affiliations, faculties and programmes; members only on request, at most 10,000.',
  ),
  clause(
    '7643 4.3',
    'The enterprise extension.',
    '`employeeNumber` (USOS id, given once), `organization` and `department` (faculty), which follow. Nothing else of it is needed of a person (req 101).',
  ),
  clause(
    '7643 3.3',
    'Extensions stand below their URN.',
    `Ours is \`urn:furta:params:scim:schemas:extension:university:2.0:User\`.`,
  ),
  clause(
    '7643 5',
    '`/ServiceProviderConfig` tells what is offered, to anybody.',
    'PATCH, filter, sort, ETag; no bulk, no change of passwords.',
  ),
  clause('7643 6', '`/ResourceTypes` tells of User and Group.', 'Both, with their extensions.'),
  clause(
    '7643 7',
    '`/Schemas` tells every attribute with all its characteristics.',
    'All four schemas, written from the table that the server itself goes by.',
  ),
  clause(
    '7643 7 writeOnly',
    'What is `writeOnly` and `never` is not returned, and not searched.',
    'PESEL, birth date and document number: only a keyed digest is kept; a filter on them is refused.',
  ),
  clause(
    '7644 2',
    'A request proves who sends it; 401 says how to.',
    'Bearer tokens of the desk, with an end; `WWW-Authenticate` with RFC 6750’s codes.',
  ),
  clause(
    '7644 2 scope',
    'What a client may do can be limited.',
    '`users:read`, `users:write`, `groups:read`; 403 `insufficient_scope`.',
  ),
  clause(
    '7644 3.1',
    '`application/scim+json` is spoken; `application/json` may be.',
    'Both are read; plain JSON is answered to whoever asks for it alone.',
  ),
  clause('7644 3.3', 'POST creates: 201, `Location`, the resource as it is.', 'With its ETag.'),
  clause(
    '7644 3.3 duplicate',
    'A duplicate is 409 `uniqueness`.',
    'Of an address, an album number, an employee number.',
  ),
  clause('7644 3.3 readOnly', 'Read-only attributes in a POST are ignored.', 'So is what no schema has.'),
  clause('7644 3.4.1', 'GET gives a known resource, or 404.', 'So.'),
  clause('7644 3.4.2', 'A query answers with a ListResponse, and 200 also when nothing is found.', 'So.'),
  clause(
    '7644 3.4.2 root',
    'A query over all types of resource may be offered.',
    'Not offered: 501. People and groups are searched apart.',
  ),
  clause(
    '7644 3.4.2.2 operators',
    'eq, ne, co, sw, ew, gt, ge, lt, le and pr.',
    'All, in SQL; those that a type does not know are 400 `invalidFilter`.',
  ),
  clause('7644 3.4.2.2 logic', 'not before and before or; parentheses group.', 'So.'),
  clause('7644 3.4.2.2 complex', '`emails[…]` asks for one value that fits as a whole.', 'So.'),
  clause('7644 3.4.2.2 case', 'Comparisons mind `caseExact`; operators and names have no case.', 'So.'),
  clause(
    '7644 3.4.2.2 invalid',
    'What cannot be understood is 400 `invalidFilter`.',
    'With the place of the fault, never with what stood there. At most 4,096 characters, 60 comparisons, 16 brackets deep.',
  ),
  clause(
    '7644 3.4.2.3',
    '`sortBy` and `sortOrder`; what has no value comes last.',
    'Every attribute that can be searched; of many values the primary one.',
  ),
  clause(
    '7644 3.4.2.4',
    '`startIndex` from 1, `count`, and totals.',
    '100 when left out, at most 1,000; no count only counts. In the whole list the next page begins where one ended, and the total is that of the first page until the last.',
  ),
  clause('7644 3.4.3', 'POST to `.search` asks what a query asks.', 'For people and groups.'),
  clause(
    '7644 3.5.1',
    'PUT replaces: what is left out is cleared or stays; immutable values must match.',
    'Cleared, but for `active`, `connected`, the language and the proof of identity, which stay. Another `employeeNumber`: 400 `mutability`.',
  ),
  clause('7644 3.5.1 404', 'PUT does not create.', '404.'),
  clause('7644 3.5.2', 'A PATCH is done as a whole or not at all.', 'In one transaction.'),
  clause('7644 3.5.2 syntax', 'What is no operation is 400 `invalidSyntax`, no path 400 `invalidPath`.', 'So.'),
  clause('7644 3.5.2 mutability', 'What is read only or required cannot be patched away: 400 `mutability`.', 'So.'),
  clause(
    '7644 3.5.2.1',
    'add: a value, a part, values to a list; the same value once.',
    'A new primary value ends the one before. A filter that finds nothing makes the value it describes.',
  ),
  clause(
    '7644 3.5.2.2',
    'remove: an attribute, a part, or the values that a filter chooses; without a path 400 `noTarget`.',
    'So.',
  ),
  clause(
    '7644 3.5.2.3',
    'replace: an attribute, a part, or the values that a filter chooses; none chosen is 400 `noTarget`.',
    'So.',
  ),
  clause(
    '7644 3.6',
    'DELETE: 204, then 404, in no list, and in nobody’s way.',
    'The person leaves, as every leaver does; nothing is erased. A POST that proves to be the same human being brings the account back under its id; the login goes to nobody else.',
  ),
  clause(
    '7644 3.7',
    'Bulk operations may be offered.',
    'Not offered: 501, and `/ServiceProviderConfig` says so. Requests may come side by side.',
  ),
  clause(
    '7644 3.9',
    '`attributes` and `excludedAttributes` choose what is returned.',
    'What is always returned stays; both at once are 400.',
  ),
  clause('7644 3.10', 'Attributes are named by URN, name and part.', 'Wherever a name stands.'),
  clause('7644 3.11', '`/Me` may be offered.', 'Not offered: 501. A token belongs to a system, not to a person.'),
  clause(
    '7644 3.12',
    'Errors have `schemas`, `status` as a string, `detail`, and `scimType` with 400 and 409.',
    'A sentence that names the attribute, and never what was sent.',
  ),
  clause('7644 3.12 status', '404, 405, 413, 415, 421, 429 and 501 as HTTP has them.', 'In the same form.'),
  clause('7644 3.13', 'The version stands in the address.', '`/scim/v2`.'),
  clause(
    '7644 3.14',
    'ETags; If-Match and If-None-Match are obeyed.',
    'Weak, from what is shown. 412 for a version that is gone, 304 for one that is here.',
  ),
  clause(
    '7644 4',
    'The three lists of discovery are not filtered: 403.',
    'So. They are open to anybody, as they tell of nobody.',
  ),
  clause(
    '7644 7.5',
    'Nothing of people stands in addresses that are logged.',
    'The log has patterns of addresses only; `.search` takes a filter in its body.',
  ),
]
