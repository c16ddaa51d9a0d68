// Who may import whom. The picture of it:
//
//   main, server ─► chapters ─► core ─► database, jobs, outgoing, world, language, config
//                       └─────► web ─► language, world, config
//
// Patterns with nested repetition are refused as unsafe, hence the arrays.

const core = 'people|credentials|sessions|services|challenges|cases|audit|mail|personal-data|key-checks'
const chapters =
  'portal|signin|password-reset|password-change|not-recognized|account|help|privacy|accessibility|security-txt|health|gallery|metrics|desk|provisioning|sso/cas|sso/oidc|demo|backup|doctor'
const edges = 'web|language|database|config|jobs|outgoing|signals|tracing|world'

const tests = ['\\.test\\.tsx?$', '\\.story\\.ts$', '^src/database/embedded/test-program\\.ts$']
// Files of the core that are there to read a file, or to speak SMTP.
const readers = ['^src/services/load\\.ts$', '^src/credentials/breached\\.ts$', '^src/mail/courier\\.ts$']

const within = (folders) => `^src/(${folders})/`
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    forbid(
      'no-circles',
      'Two files that need each other are one file, or three. Types may name each other: they are gone when it runs.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'core-knows-no-chapter',
      'What exists does not depend on what one can do with it.',
      { path: within(core) },
      { path: [within(chapters), within('web')] },
    ),
    forbid(
      'chapters-stand-alone',
      'A chapter gets from server.ts what it needs of another, as an option.',
      { path: within(chapters) },
      { path: within(chapters), pathNot: '^src/$1/' },
    ),
    forbid(
      'edges-know-no-domain',
      'The edges serve every chapter and know none. Islands run the password policy of the server, see islands-stay-small.',
      { path: within(edges), pathNot: ['^src/web/islands/', ...tests] },
      { path: [within(core), within(chapters)] },
    ),
    forbid(
      'by-the-front-door',
      'A folder is entered by its index.ts, so that the rest of it may change.',
      { path: within(`${core}|${chapters}|${edges}`), pathNot: '^src/web/islands/' },
      { path: within(`${core}|${chapters}|${edges}`), pathNot: ['^src/$1/', '/index\\.tsx?$'] },
    ),
    forbid(
      'sql-only-in-stores',
      'Every statement stands in a store.ts or in database/; jobs/ alone speaks with the queue.',
      { path: '^src/', pathNot: ['/store\\.ts$', '^src/database/', '^src/jobs/', ...tests] },
      { path: '(^|/)node_modules/(kysely|pg|pg-copy-streams|graphile-worker)/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'rules-are-pure',
      'A rule is a function of its arguments: no request, no row, no page, no letter, no file.',
      {
        path: `^src/(${core}|${chapters})/[^/]+\\.ts$`,
        pathNot: ['/(store|index|tasks|.*-tasks|routes|.*-routes)\\.ts$', ...readers, ...tests],
      },
      {
        path: [
          '(^|/)node_modules/(fastify|@fastify|kysely|preact|preact-render-to-string|nodemailer|oidc-provider|ldapts)/',
          '^(node:)?(fs|fs/promises|net|http|https|tls|dns|crypto|child_process)$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'pages-only-show',
      'Pages and letters get values; they neither read nor do anything.',
      { path: '^src/.*/(pages|mails)/', pathNot: tests },
      { path: ['/(store|routes|tasks)\\.tsx?$', '^src/(database|config|world)/'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'islands-stay-small',
      'What browsers load holds the words, the policy and the strength estimate, and nothing of the server.',
      { path: '^src/web/islands/', pathNot: tests },
      {
        path: '^src/',
        pathNot: ['^src/web/islands/', '^src/language/', '^src/credentials/'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'dice-are-thrown-in-world',
      'Randomness, digests and keys come from world/, so that tests may know them.',
      { path: '^src/', pathNot: ['^src/world/', ...tests] },
      { path: '^(node:)?crypto$' },
    ),
    forbid(
      'no-development-package-in-the-product',
      'The product runs from `dependencies` alone.',
      { path: '^src/', pathNot: tests },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid('the-product-knows-no-tests', '', { path: '^src/', pathNot: tests }, { path: ['^test/', ...tests] }),
    forbid('no-missing-module', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
