/** One demand of the CAS Protocol 3.0.3: where it stands, what it asks in our words, what we do. */
export interface Clause {
  /** The section, and a word where a section asks several things. Test names carry it. */
  readonly id: string
  readonly asks: string
  readonly does: string
}

const clause = (id: string, asks: string, does: string): Clause => ({ id, asks, does })

/** Every clause of sections 2.1 to 4.2 and of the appendices A to C that demands or advises something. */
export const clauses: readonly Clause[] = [
  clause(
    '2.1 cookie',
    'Whoever brings the cookie of a live session need not show credentials again.',
    'A ticket at once, through all services.',
  ),
  clause(
    '2.1.1 case',
    'Names of parameters are case-sensitive, and all of them are handled.',
    '`Service` is no `service`.',
  ),
  clause('2.1.1 no-service', 'Without `service` and without a session: ask for credentials.', 'The sign-in form.'),
  clause(
    '2.1.1 signed-in',
    'Without `service` but with a session: say that one is signed in.',
    'A page with the name, the ways on and the way out.',
  ),
  clause(
    '2.1.1 registered',
    'Only known services should be served.',
    'Compared after parsing, with `services.yaml` and the desk; anything else is a page without a link.',
  ),
  clause(
    '2.1.1 renew',
    '`renew` asks for credentials although there is a session.',
    'The form, which says who is signed in and has the ID filled in.',
  ),
  clause('2.1.1 renew-gateway', 'With `renew` and `gateway`, `gateway` is better ignored.', 'Ignored.'),
  clause(
    '2.1.1 gateway',
    '`gateway` never asks for credentials; with a session it may lead back with a ticket.',
    'It does.',
  ),
  clause(
    '2.1.1 gateway-none',
    '`gateway` without a session leads to the very `service`, without a ticket.',
    'Byte for byte. The same where a consent, a second factor or a new password would have to be asked for.',
  ),
  clause('2.1.1 gateway-alone', '`gateway` without `service`: as if neither were there.', 'The form.'),
  clause(
    '2.1.1 POST',
    '`method=POST` may bring the ticket in a form.',
    'A form that sends itself, with a button where scripts are off.',
  ),
  clause(
    '2.1.1 HEADER',
    '`method=HEADER` may bring service and ticket in headers.',
    'The headers `service` and `ticket` of an answer with status 200.',
  ),
  clause('2.1.1 method', 'Redirects are the default.', 'Also for a `method` that nobody knows.'),
  clause(
    '2.1.3 form',
    'The form has `username`, `password` and `lt`, and `service` as it was given; it is posted to `/login`.',
    'Exactly these, and a value against forged forms.',
  ),
  clause('2.1.3 warn', 'The form may offer `warn`.', 'A box, not ticked.'),
  clause(
    '2.1.5 sso',
    'A session is answered as after credentials; with `renew` it is asked like a stranger.',
    'One decision for both (`login.ts`).',
  ),
  clause('2.2.1 service', 'After success the person is led to `service`.', 'By 303, or as `method` says.'),
  clause(
    '2.2.1 denied',
    'A service that is not allowed is refused with a message that means something.',
    'Status 403, the address that asked, and whom to write to; also when it is put into the form afterwards.',
  ),
  clause(
    '2.2.1 warn',
    'With `warn`, nobody is signed in to another service without being asked.',
    'A page with the name of the service and a button, at each service but the one the password was typed for.',
  ),
  clause('2.2.1 method', '`method` is honoured after credentials too.', 'The form hands it on.'),
  clause(
    '2.2.2 required',
    '`username` and `password` are required.',
    'Without them the request is refused before anything is looked at.',
  ),
  clause(
    '2.2.2 lt',
    '`lt` comes from the form.',
    'Optional, as the specification has it; a wrong one gets a fresh form.',
  ),
  clause(
    '2.2.2 rememberMe',
    '`rememberMe` makes a long session where the server is set up for it.',
    '`REMEMBER_ME_LIFETIME`; without it the parameter does nothing.',
  ),
  clause(
    '2.2.4 success',
    'The service gets a GET with a valid ticket and never the credentials.',
    '303, `ticket` before any fragment, the own query of the service byte for byte.',
  ),
  clause('2.2.4 no-service', 'Without `service`: a message that the sign-in has worked.', 'The page of 2.1.1.'),
  clause(
    '2.2.4 failure',
    'A failure comes back to the form and says why, as far as it may be said.',
    'Status 422, one neutral sentence (req 2), the ID kept, the password not.',
  ),
  clause(
    '2.3 logout',
    'The session and its cookie are destroyed: no ticket without credentials.',
    'Ended in the database, the cookie removed, in one transaction with all that hangs on it.',
  ),
  clause('2.3.1 service', '`service` may lead back afterwards.', 'It does, for registered services.'),
  clause('2.3.1 url', '`url` of the former version is ignored.', 'Ignored.'),
  clause(
    '2.3.2 page',
    'Without `service`: a page that one is logged out.',
    'It lists the services being told, and those that cannot be.',
  ),
  clause('2.3.2 registered', 'Only registered services are led to.', 'Anything else gets the page.'),
  clause(
    '2.3.3 all',
    'Every service visited gets the message by POST when the person logs out.',
    'One for each ticket, to `logoutUrl` or the address of the ticket; also after a new password, a disabled account, and an end at the desk.',
  ),
  clause(
    '2.3.3.1 errors',
    'Errors of services disturb nobody.',
    'A job in the background: five seconds for each, nine attempts within eighty minutes, then it is left.',
  ),
  clause('2.4 proxy', '`/validate` refuses proxy tickets.', 'Refused, and spent.'),
  clause(
    '2.4.1 parameters',
    '`service` and `ticket` are required, `renew` is honoured.',
    'The same steps as at the other endpoints.',
  ),
  clause(
    '2.4.2 response',
    '`yes` and a line feed, or `no` and a line feed.',
    'As said; whose ticket it was follows in a second line, as clients of version 1 read it.',
  ),
  clause('2.5 xml', '`/serviceValidate` answers in XML.', 'In the namespace of the schema.'),
  clause('2.5 pgt', 'It issues proxy-granting tickets when asked.', 'To registered callbacks.'),
  clause(
    '2.5 proxy',
    'It never accepts a proxy ticket, and should say why.',
    '`INVALID_TICKET_SPEC`, and which endpoints take it.',
  ),
  clause(
    '2.5.1 renew',
    'With `renew`, only a ticket from credentials is good.',
    'At all six endpoints; proxy tickets never are.',
  ),
  clause(
    '2.5.1 format',
    '`format` is `XML` or `JSON`; XML without it; anything else is an error.',
    '`INVALID_REQUEST`, and the ticket is spent.',
  ),
  clause('2.5.2 response', 'Success and failure look as in the examples, in XML and in JSON.', 'They do.'),
  clause('2.5.3 INVALID_REQUEST', 'A required parameter is missing.', 'Also when one comes twice.'),
  clause('2.5.3 INVALID_TICKET_SPEC', 'The kind of ticket does not fit.', 'A proxy ticket where none is taken.'),
  clause('2.5.3 UNAUTHORIZED_SERVICE_PROXY', 'The service may not proxy.', 'It has no `proxyCallbacks`.'),
  clause(
    '2.5.3 INVALID_PROXY_CALLBACK',
    'The callback is not good enough.',
    'Not https, not registered, not trusted, not reached, not 200.',
  ),
  clause(
    '2.5.3 INVALID_TICKET',
    'The ticket is no good, or `renew` was set and it came from a session; the text says which.',
    'Each cause has a sentence of its own, none of them holds the ticket.',
  ),
  clause(
    '2.5.3 INVALID_SERVICE',
    'The ticket is for another service; it is dead afterwards.',
    'Compared byte for byte, and spent.',
  ),
  clause('2.5.3 INTERNAL_ERROR', 'Something broke here.', 'With the reference number that stands in the log.'),
  clause(
    '2.5.4 trust',
    'The callback is https, and its certificate is verified; failure means no ticket, and the validation fails.',
    'Verified with the public authorities and `CALLBACK_CA_FILE`.',
  ),
  clause(
    '2.5.4 call',
    'It gets `pgtId` and `pgtIou` by GET, its own parameters kept.',
    'As said; five seconds, 64 kB.',
  ),
  clause('2.5.4 status', 'Only 200 makes a ticket; redirects need not be followed.', 'They are not followed.'),
  clause(
    '2.5.4 iou',
    'The answer names the IOU, by which the service finds the ticket it was sent.',
    'The same IOU in both.',
  ),
  clause(
    '2.5.5 attributes',
    'The answer may hold attributes, each value in an element of its own.',
    'As registered for the service.',
  ),
  clause(
    '2.6 both',
    '`/proxyValidate` takes service tickets and proxy tickets alike.',
    'The same steps without the one that refuses proxy tickets.',
  ),
  clause(
    '2.6.2 proxies',
    'The proxies are listed, the last one first.',
    'By the callback that each gave, in XML and in JSON.',
  ),
  clause(
    '2.7.1 parameters',
    '`pgt` and `targetService` are required; the ticket is validated for the very `targetService`.',
    'Compared byte for byte.',
  ),
  clause('2.7.2 response', 'Success and failure look as in the examples.', 'They do, in JSON too.'),
  clause(
    '2.7.3 codes',
    '`INVALID_REQUEST`, `UNAUTHORIZED_SERVICE`, `INTERNAL_ERROR` at least.',
    'And `INVALID_TICKET` for a ticket that is no good (decision 132).',
  ),
  clause(
    '2.8 attributes',
    '`/p3/serviceValidate` does the same and gives attributes.',
    'And so does `/serviceValidate`, whose clients pass them over (decision 133).',
  ),
  clause('2.9 proxy', '`/p3/proxyValidate` does the same for proxy tickets too.', 'It does.'),
  clause(
    '3.1.1 service',
    'A service ticket is good for its service alone, whose address is not part of it.',
    'The address stands in the database.',
  ),
  clause(
    '3.1.1 once',
    'It is good for one attempt, right or wrong.',
    'One `delete … returning`: of ten at once one succeeds, on any number of nodes.',
  ),
  clause(
    '3.1.1 expiry',
    'It expires soon, better within five minutes, and then fails with a reason.',
    '`TICKET_LIFETIME`, a minute unless set, never over five.',
  ),
  clause('3.1.1 random', 'It cannot be guessed.', '154 random bits.'),
  clause(
    '3.1.1 form',
    'It begins with `ST-` and has 32 characters at most, for every client to take.',
    '29 characters.',
  ),
  clause('3.2.1 service', 'A proxy ticket is good for the service it was made for.', 'As a service ticket.'),
  clause(
    '3.2.1 once',
    'It is good for one attempt, right or wrong.',
    'As a service ticket; an endpoint that takes none spends it too.',
  ),
  clause('3.2.1 expiry', 'It expires soon, and then fails with a reason.', 'As a service ticket.'),
  clause(
    '3.2.1 form',
    'It cannot be guessed, begins with `PT-`, and has 32 characters at most.',
    '154 random bits, 29 characters.',
  ),
  clause('3.3.1 many', 'A proxy-granting ticket makes many proxy tickets.', 'As long as its session lives.'),
  clause(
    '3.3.1 logout',
    'It dies when the person logs out.',
    'In the transaction that ends the session, whatever ends it.',
  ),
  clause(
    '3.3.1 form',
    'It cannot be guessed, begins with `PGT-`, and has 64 characters at most.',
    '238 random bits, 44 characters.',
  ),
  clause(
    '3.4.1 form',
    'An IOU tells nothing of its ticket, cannot be guessed, begins with `PGTIOU-`, and has 64 characters at most.',
    'Drawn by itself: 238 random bits, 47 characters.',
  ),
  clause(
    '3.5.1 login-ticket',
    'A login ticket is unique, good for one attempt, right or wrong, and begins with `LT-`.',
    '95 random bits, bound to its form and spent with it.',
  ),
  clause('3.6.1 end', 'The cookie ends with the browser unless the session is a long one.', 'No `Max-Age`.'),
  clause(
    '3.6.1 path',
    'Its path is as narrow as can be.',
    'The whole host, because the account page and the desk stand beside `/cas`; `__Host-` keeps every other host away (decision 134).',
  ),
  clause(
    '3.6.1 value',
    'It cannot be guessed, and follows the rules of the ticket in it.',
    'Id and 142 random bits; the database holds a digest.',
  ),
  clause(
    '3.6.1 name',
    'Its name should begin with `TGC-`.',
    '`__Host-TGC`: the prefix binds it to this host, which is worth more (decision 134).',
  ),
  clause(
    '3.7 characters',
    'All tickets and the value of the cookie are made of letters, digits and hyphens.',
    'Of nothing else.',
  ),
  clause(
    '3.8.1 form',
    'A ticket-granting ticket makes many tickets, dies at logout, cannot be guessed, and begins with `TGT-`.',
    'It is the session; its ticket is the value of the cookie.',
  ),
  clause(
    '3.8.1 shared',
    'It should be encrypted where others could read it.',
    'It is shared with nobody, and stored as a digest.',
  ),
  clause(
    '4.1.1 box',
    'A box on the form, not ticked, lets the person choose to be remembered.',
    'Where `REMEMBER_ME_LIFETIME` is set.',
  ),
  clause(
    '4.1.3 attribute',
    'Every answer says whether the sign-in was a remembered one.',
    '`longTermAuthenticationRequestTokenUsed`, in XML, JSON and SAML.',
  ),
  clause(
    '4.1.5 cookie',
    'The cookie of a long session lasts as long as that, three months at most.',
    '`Max-Age` of `REMEMBER_ME_LIFETIME`, 90 days at most.',
  ),
  clause(
    '4.2.1 TARGET',
    '`TARGET` is the very service of the ticket, and https; without TLS no attributes.',
    'Then what is said of the sign-in alone, and nothing of the person.',
  ),
  clause('4.2.2 POST', 'The request is a POST of XML.', 'Nothing else is taken.'),
  clause(
    '4.2.3 values',
    'It has `RequestID` and an `AssertionArtifact`, which is the ticket.',
    'Without a ticket it is a fault of the request; without an identifier it is answered and not named, because mod_auth_cas sends none.',
  ),
  clause(
    '4.2.5 response',
    'The answer is SAML 1.1: status, conditions, audience, subject, attributes.',
    'As in the example; a refusal has a status and its sentence.',
  ),
  clause('A order', 'The elements come in the order user, attributes, proxyGrantingTicket, proxies.', 'They do.'),
  clause(
    'A attributes',
    'Attributes begin with `authenticationDate`, `longTermAuthenticationRequestTokenUsed`, `isFromNewLogin`.',
    'Wherever there are attributes.',
  ),
  clause('A text', 'Any text can be in a value.', 'Escaped; what XML cannot carry is left out.'),
  clause('B redirect', 'After a POST the browser goes on by GET.', '303.'),
  clause(
    'B cache',
    'No cache keeps an answer: `Pragma`, `Cache-Control`, `Expires`.',
    'All three, on every answer under `/cas`.',
  ),
  clause(
    'C document',
    'The message is a SAML 2.0 `LogoutRequest` with the ticket as `SessionIndex`.',
    'Posted as `logoutRequest`; the `SessionIndex` stands on one line, as phpCAS reads it.',
  ),
]
