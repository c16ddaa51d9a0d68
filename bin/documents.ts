/** `npm run documents`: writes the pages that come from declarations. A test fails when they differ. */
import { writeFileSync } from 'node:fs'
import { ownDataDocument } from '../src/account/own-data/fields.ts'
import { auditEventsDocument } from '../src/audit/document.ts'
import { environmentExample, settingsDocument } from '../src/config/document.ts'
import { loadInstitution, readSettings } from '../src/config/index.ts'
import { metricsDocument } from '../src/metrics/document.ts'
import { privacyDocument, recordOfProcessing } from '../src/personal-data/document.ts'
import { casPage } from '../test/conformance/cas-page.ts'
import { clausesDocument as oidcClauses } from '../test/conformance/oidc-clauses.ts'
import { scimPage } from '../test/conformance/scim-page.ts'

const documents = {
  'docs/operating/settings.md': settingsDocument(),
  'docs/operating/audit-events.md': auditEventsDocument(),
  'docs/operating/metrics.md': metricsDocument(),
  'docs/operating/privacy.md': privacyDocument(readSettings({})),
  'docs/operating/record-of-processing.md': recordOfProcessing(loadInstitution('institution.yaml'), readSettings({})),
  'docs/operating/my-data.md': ownDataDocument(),
  'docs/protocols/oidc.md': oidcClauses(),
  '.env.example': environmentExample(),
  'docs/protocols/cas.md': casPage(),
  'docs/protocols/scim.md': scimPage(),
}

for (const [path, content] of Object.entries(documents)) {
  writeFileSync(path, content)
  console.log(`Written: ${path}`)
}
