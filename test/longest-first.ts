import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, longest first: one of them begun last would keep a single worker busy while the others have nothing to do. */
const LONG = [
  'test/stories/every-page.story.ts',
  'test/stories/manual.story.ts',
  'test/stories/desk-manual.story.ts',
  'test/stories/set-password.story.ts',
  'test/stories/desk-import.story.ts',
  'test/stories/account.story.ts',
  'test/walks/walks.test.ts',
  'src/database/embedded/survival.test.ts',
  'test/faults/short.test.ts',
  'src/desk/people/people.test.ts',
  'src/mail/courier.test.ts',
  'test/conformance/oidc.test.ts',
  'src/jobs/jobs.test.ts',
  'test/simulation/not-recognized.test.ts',
  'src/health/draining.test.ts',
]

/** Of each project the long files first. A clean clone has no memory of durations, and vitest would go by the size of the files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config
    const gone = LONG.filter((path) => !existsSync(join(root, path)))
    if (gone.length > 0) throw new Error(`test/longest-first.ts names what is not there: ${gone.join(', ')}`)
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project.name))]
    const place = ({ project, moduleId }: TestSpecification) => {
      const long = LONG.findIndex((path) => moduleId === join(root, path))
      return projects.indexOf(project.name) * (LONG.length + 1) + (long < 0 ? LONG.length : long)
    }
    return sorted.toSorted((one, other) => place(one) - place(other))
  }
}
