/** What of which standard is held by which test: `docs/protocols/oidc.md` is written from here, and a test compares it with the tests. */
interface Clause {
  readonly clause: string
  readonly says: string
  /** Titles of tests, as they stand in the sources. */
  readonly tests: readonly string[]
}

export const clauses: Readonly<Record<string, readonly Clause[]>> = {
  'OpenID Connect Core 1.0': [
    {
      clause: '2',
      says: 'The ID token names issuer, audience, subject, `auth_time`, `acr`, `amr`, `nonce` and is signed.',
      tests: [
        'signs a person in, and tells the service what it is registered for',
        'signs by ES256 for the service that is registered for it',
        'names a person by something that says nothing and never changes',
      ],
    },
    {
      clause: '3.1.2.1',
      says: 'Requests come by GET or POST; `prompt`, `max_age`, `login_hint`, `ui_locales` and `acr_values` are honoured.',
      tests: [
        'takes the request as a form as well',
        'prompt=none without a session says login_required, and shows no page',
        'prompt=login wants the password though somebody is signed in, and opens another session',
        'max_age=0 wants the password, a generous one does not, and auth_time tells the truth',
        'login_hint fills in the ID, and ui_locales chooses the language',
        'gets no code without one, and is told of it where one was proved',
        'asks for it again after a day, also in a session that is remembered for weeks',
        'gets refresh tokens that end with the session, and with the time that a factor serves (req 85)',
        'acr_values ask for a second factor on the way, and the token says that it was proved',
        'acr_values without a page are told that somebody has to be asked; one factor that comes first is enough',
        'prompt=select_account shows the sign-in page, where another account is chosen by signing in',
      ],
    },
    {
      clause: '3.1.2.2',
      says: 'With an ID token as a hint the answer is about its person or an error.',
      tests: ['an ID token as a hint names whom the answer is about: nobody else who signs in gets to the service'],
    },
    {
      clause: '3.1.2.3',
      says: 'The person is authenticated; one session serves every service and both protocols.',
      tests: [
        'knows whoever has signed in by CAS, and CAS knows whoever has signed in here',
        'a wrong password is answered on the same page, and the right one goes on',
        'a sign-in that is over, or begun in another browser, leads nowhere',
        'whoever has to set another password first gets no code, neither with nor without a page',
        'is asked at a session that stands, each time, and the service gets its code by that press alone',
        'is not signed in by prompt=none, which says that somebody has to be asked',
        'is not asked after typing the password for that very service, nor on top of a consent',
        'is asked although the password was typed meanwhile in another tab, for something else',
        'the page of the second factor leads on to nobody who is not registered, nor anywhere else',
        'and two tabs that begin at the same moment both get in',
        'goes on when the same person types the password again in between',
      ],
    },
    {
      clause: '3.1.2.4',
      says: 'The person agrees before the service learns anything, where the operator wants it.',
      tests: [
        'is asked for where the operator wants it, in words, once, and again when the service wants more',
        'counts for the list that was read: a longer one is shown again',
        'holds for what was agreed alone: a service that is registered for more meanwhile learns no more by its token',
        'may be withdrawn: the service asks again, and what it was granted for later is worth nothing',
      ],
    },
    {
      clause: '3.1.2.6',
      says: 'Errors go to the registered address, and to a page of ours where there is none, which says what is wrong, as the log does.',
      tests: [
        'of a service that nobody knows is never followed',
        'whatever is asked leads to a registered address or to a page of ours',
        'reads on the page of the refusal, and in the log, what is wrong with the request',
        'finds in the log which fault a code of the standard stands for, and no token or code',
      ],
    },
    {
      clause: '5.1, 5.3, 5.4',
      says: 'Userinfo tells the claims of the granted scopes, limited to what the service is registered for.',
      tests: [
        'drops scopes that hold nothing the service is registered for, without an error',
        'tells the standard names of eduPerson, SCHAC and USOS, and never a PESEL',
        'must come in the header or the form, never in the address',
      ],
    },
    {
      clause: '6',
      says: 'Requests in tokens or behind addresses are not supported, and nothing is fetched.',
      tests: ['never fetches a request from an address, nor reads one from the service'],
    },
    {
      clause: '9',
      says: 'Clients prove themselves by a secret in header or form, by a signed assertion, or are public.',
      tests: [
        'proves itself by its secret, of which only the digest is kept',
        'proves itself by a key of its own, with each assertion once',
        'without a server of its own proves nothing but the verifier, and its browser may ask from its own origin alone',
      ],
    },
    {
      clause: '10.1.1',
      says: 'Signing keys rotate: published before they sign, kept until nothing they signed is in use.',
      tests: [
        'are made at the first use, once, also when two nodes start at the same moment',
        'stand sealed in the database, and open under the secret of this university alone',
        'are published for a day before they sign, and kept for a day after',
        'that may have been seen are replaced at once, and taken away',
        'a rotation is seen by every node that runs, within half a minute',
      ],
    },
    {
      clause: '11',
      says: 'Offline access is for services that the operator registered for it and, where the person has to agree, after that.',
      tests: [
        'comes for a service that is registered for it and asks, also without a question, since many never ask for one',
        'comes once the person has agreed to it, where the operator wants that, and not by an agreement to less',
        'asked for with a question comes after the person has agreed, for a service that is registered for it',
      ],
    },
  ],
  'OpenID Connect Discovery 1.0 and RFC 8414': [
    {
      clause: 'Discovery 3, 4; RFC 8414, 3.1',
      says: 'The metadata are true, and stand where clients look for them.',
      tests: [
        'name every address below the issuer, PKCE by S256, two algorithms, and nothing that is off',
        'of OAuth stand at the address of RFC 8414 too, and say the same',
        'take no host from the request',
        'behind a proxy, addresses and cookies are those of the public origin',
        'publish the keys of both algorithms, and nothing private of them',
      ],
    },
  ],
  'OAuth 2.0 (RFC 6749) with RFC 9700, its security practice': [
    {
      clause: 'RFC 6749, 2 and 3; RFC 9700, 2.4',
      says: 'Only the code flow and refresh tokens; a client that is registered, changed or removed is so at once.',
      tests: ['refuses every other way to get a token', 'that is registered, changed or removed is so at once'],
    },
    {
      clause: 'RFC 6749, 3.1.2; RFC 9700, 2.1, 4.1.3',
      says: 'Redirect addresses are compared as exact strings; a wrong one is never followed.',
      tests: ['%s is another one: a page of ours, and no redirect'],
    },
    {
      clause: 'RFC 6749, 4.1.2, 10.5',
      says: 'A code lives for a minute, for its own client and address, and is spent once over all nodes; the second use revokes what the first one gave.',
      tests: [
        'is spent once: the second time it opens nothing, and what the first time gave is dead',
        'tried ten times at once over two nodes is spent once, and what it gave is dead afterwards',
        'lives for a minute',
        'of another service opens nothing: code and redirect address are bound to the one that asked',
        'of a session that has ended opens nothing, for later use neither',
      ],
    },
    {
      clause: 'RFC 6749, 6; RFC 9700, 2.2.2, 4.14',
      says: 'Refresh tokens rotate, have an absolute end, and an old one ends the family.',
      tests: [
        'is another one each time, and an old one ends them all',
        'used ten times at once over two nodes gives one answer, and the family is dead afterwards',
        'ends fourteen days after its last use, and thirty days after the first of its family',
        'outlives a sign-out, but no password reset',
        'of a session that is over can still be ended by the desk, and by its owner from another one',
        'of a device whose session the owner or the desk ends is worth nothing, and that of another device goes on',
        'and everything else of a disabled person is worth nothing at once',
        'ends with the session in which it was given',
      ],
    },
    {
      clause: 'RFC 6749, 10; RFC 9700, 2.6',
      says: 'Nothing is kept or logged in the clear; every answer has the headers of every other page.',
      tests: [
        'holds no code, token, verifier or secret in the clear, and neither does the log',
        'answer by the frame of every other page: headers, methods, types, hosts',
      ],
    },
  ],
  'Extensions of OAuth 2.0': [
    {
      clause: 'RFC 7636 (PKCE)',
      says: 'S256 for every client, also those with a secret.',
      tests: [
        '%s is refused at the authorization endpoint',
        'a missing or wrong verifier is refused at the token endpoint, for services with a secret too',
      ],
    },
    {
      clause: 'RFC 7009 (revocation)',
      says: 'A client gives its own tokens back.',
      tests: ['is given back by its own client, and by no other'],
    },
    {
      clause: 'RFC 7662 (introspection)',
      says: 'Registered resource servers may ask about tokens.',
      tests: ['is explained to a resource server that is registered for it, and to no other'],
    },
    {
      clause: 'RFC 9126 (pushed requests)',
      says: 'A request may be pushed beforehand, and is used once.',
      tests: ['may push its request beforehand, and use it once'],
    },
    {
      clause: 'RFC 9207 (issuer in the answer)',
      says: 'The answer names who gave it.',
      tests: ['signs a person in, and tells the service what it is registered for'],
    },
    {
      clause: 'RFC 8252 (native applications)',
      says: 'Loopback addresses at any port and schemes of an application’s own, only as registered; the person is asked.',
      tests: [
        'of an application on a telephone or computer is one of its registered ones, at whatever port of the machine',
        'an address of its developers does not make a web application one of the person’s own machine',
        'of an application with a scheme of its own is registered as an operator writes it',
      ],
    },
    {
      clause: 'Form Post Response Mode 1.0',
      says: 'The answer may come as a form.',
      tests: ['answers at the service by a form where it asks for that, on a page in the language of the person'],
    },
  ],
  'RP-Initiated Logout 1.0': [
    {
      clause: '2',
      says: 'The person decides, unless the client shows an ID token of this very session; GET and POST.',
      tests: [
        'without an ID token is the person’s to decide: the request alone ends nothing',
        'may be declined, and the person stays signed in',
        'counts from our page alone: its secret belongs to the session',
        'with an ID token of this very session is done at once, and leads back with the state',
        'with an ID token of another session asks, and a forged one counts for nothing',
        'of somebody who is signed out already leads on, or says so',
        'may come as a form',
      ],
    },
    {
      clause: '3',
      says: 'Only registered addresses are returned to; with another one the person logs out all the same.',
      tests: [
        'leads to registered addresses alone',
        'with a way back that is not right signs out all the same, and leads nowhere',
        'of a service that nobody knows is asked about, too',
      ],
    },
  ],
  'Back-Channel Logout 1.0': [
    {
      clause: '2.4, 2.5, 2.6',
      says: 'Clients are told by a signed token of type `logout+jwt`, whatever ended the session, again when they fail.',
      tests: [
        'is told to every client by a signed token of its own type, and to CAS services by theirs',
        '%s is told in the same way',
        'is told again to a client that fails, and a redirect is not followed',
        'is told in production over https alone',
        'is told over https to whom the authority of the operator vouches for, and to no address that is forbidden (req 77)',
        'is nobody’s for a service that asks silently',
      ],
    },
  ],
}

/** Not implemented, and said so in the metadata or here. */
const leftOut = [
  'Implicit and hybrid flow, password and client-credentials grant, device flow (RFC 9700, 2.1.2, 2.4)',
  'Dynamic registration: the registry is the operator’s',
  'Request objects and `request_uri` (Core 6), the `claims` parameter (Core 5.5)',
  'Encrypted tokens, signed userinfo, pairwise subjects',
  'Session management by frames, front-channel logout: browsers no longer send the cookies they need',
]

export function clausesDocument(): string {
  const parts = Object.entries(clauses).map(([standard, rows]) =>
    [
      `## ${standard}`,
      '',
      '| Clause | What holds | Held by the tests |',
      '| --- | --- | --- |',
      ...rows.map(
        ({ clause, says, tests }) => `| ${clause} | ${says} | ${tests.map((test) => `“${test}”`).join('<br>')} |`,
      ),
    ].join('\n'),
  )
  return `${[
    '# OpenID Connect, clause by clause',
    'The protocol is spoken by the certified library `oidc-provider`; this is what is switched on, and the test that holds it. The tests are in\n`test/conformance/oidc.test.ts`, `oidc-requests.test.ts`, `oidc-logout.test.ts` and `src/sso/oidc/keys/keys.test.ts`; the client in them is `openid-client`. Written by `npm run documents`.',
    ...parts,
    `## Left out\n\n${leftOut.map((line) => `- ${line}.`).join('\n')}`,
  ].join('\n\n')}\n`
}
