/** `npm run documents`: writes the pages that come from declarations. A test fails when they differ. */
import { writeFileSync } from 'node:fs'
import { auditEventsDocument } from '../src/audit/document.ts'
import { environmentExample, settingsDocument } from '../src/config/document.ts'
import { casPage } from '../test/conformance/cas-page.ts'
import { clausesDocument as oidcClauses } from '../test/conformance/oidc-clauses.ts'
import { scimPage } from '../test/conformance/scim-page.ts'

const documents = {
  'docs/operating/settings.md': settingsDocument(),
  'docs/operating/audit-events.md': auditEventsDocument(),
  'docs/protocols/oidc.md': oidcClauses(),
  '.env.example': environmentExample(),
  'docs/protocols/cas.md': casPage(),
  'docs/protocols/scim.md': scimPage(),
}

for (const [path, content] of Object.entries(documents)) {
  writeFileSync(path, content)
  console.log(`Written: ${path}`)
}
