/** `npm run documents`: writes the pages that come from declarations. A test fails when they differ. */
import { writeFileSync } from 'node:fs'
import { environmentExample, settingsDocument } from '../src/config/document.ts'

writeFileSync('docs/operating/settings.md', settingsDocument())
writeFileSync('.env.example', environmentExample())
console.log('Written: docs/operating/settings.md, .env.example')
