import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { asImportRunId, type ImportRunId } from '../../database/index.ts'
import { acceptUploads, Problem, parseForm, UploadTooLarge, uploadOf } from '../../web/index.ts'
import { type DeskDoor, deskRoute, type Staff } from '../desk-route.ts'
import { readReason } from '../reason.ts'
import type { DecisionRefusal } from './pages/decision.tsx'
import { ImportPage, type UploadRefusal } from './pages/import.tsx'
import { RunPage } from './pages/run.tsx'
import type { Puller } from './puller.ts'
import { applyRun, type ImportTaskParts, readUpload, type Underway, withNames } from './tasks.ts'

export interface ImportRoomParts extends ImportTaskParts {
  /** Undefined where there is no USOS API. */
  readonly puller?: Puller | undefined
}

/** Ten years of a large university are a tenth of it. */
const LARGEST_MEGABYTES = 200
const ACT = 'import-people' as const

/** Where an administrator reads a feed, sees what it would change, and decides. */
export function registerImport(door: DeskDoor, parts: ImportRoomParts): void {
  const underway: Underway = { applying: new Set(), refused: new Map() }

  deskRoute(door, {
    method: 'GET',
    url: '/desk/import',
    act: ACT,
    handler: (staff, _request, reply) => showRuns(parts, staff, reply),
  })

  // Only here is a file taken.
  door.app.register(async (scope) => {
    acceptUploads(scope, { largest: LARGEST_MEGABYTES * 1024 * 1024 })
    deskRoute(
      { ...door, app: scope },
      { method: 'POST', url: '/desk/import', act: ACT, handler: (...asked) => takeFile(parts, ...asked) },
    )
  })

  const { puller } = parts
  if (puller) registerPulls(door, parts, puller)

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/import/:run',
    act: ACT,
    handler: async (staff, request, reply) => {
      const run = asImportRunId(request.params.run)
      const because = underway.refused.get(run)
      // Told once: who opens the page again wants to see how it stands.
      underway.refused.delete(run)
      return showRun(parts, underway, { staff, run, reply, refused: because && { because } })
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/import/:run/apply',
    act: ACT,
    // A feed assigns addresses and answers to the question, of everybody (req 62).
    fresh: true,
    handler: async (staff, request, reply) => {
      const { run, state, summary } = await runNamed(parts, request)
      const { reason: typed, sure } = parseForm(decisionForm, request, { lines: ['reason'] })
      const unsure = state === 'planned' && summary?.brake.holds === true && sure !== 'yes'
      const read = readReason(typed)
      if ('fault' in read || unsure) {
        const reason = 'fault' in read ? read.fault : undefined
        return showRun(parts, underway, {
          staff,
          run,
          reply,
          refused: { because: 'form', reason, unsure },
          reason: typed,
        })
      }
      // With what was typed: it can be sent again from here, to whichever node answers then.
      if (!(await parts.isClockRight()))
        return showRun(parts, underway, { staff, run, reply, refused: { because: 'wrong-clock' }, reason: read.reason })
      const decision = { by: staff.person.id, reason: read.reason, evenIfManyLeave: sure === 'yes' }
      await applyRun(parts, underway, run, decision)
      return reply.redirect(`/desk/import/${run}`, 303)
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/import/:run/throw-away',
    act: ACT,
    handler: async (staff, request, reply) => {
      const { run } = await runNamed(parts, request)
      await parts.importer.cancel(run, staff.person.id)
      return reply.redirect(`/desk/import/${run}`, 303)
    },
  })
}

/** Starts a pull, or stops it. What comes of it is not the choice of whoever presses: limits and plans are the same as at night. */
function registerPulls(door: DeskDoor, parts: ImportRoomParts, puller: Puller) {
  // Whoever had to prove the factor first comes back here: not to an import of that name.
  deskRoute(door, {
    method: 'GET',
    url: '/desk/import/usos-api',
    act: ACT,
    handler: (_staff, _request, reply) => reply.redirect('/desk/import', 303),
  })
  for (const kind of ['sweep', 'quick'] as const) {
    deskRoute(door, {
      method: 'POST',
      url: `/desk/import/usos-api/${kind}`,
      act: ACT,
      handler: async (staff, _request, reply) => {
        if (await puller.start(kind, staff.person.id)) return reply.redirect('/desk/import', 303)
        return showRuns(parts, staff, reply, { pullRefused: true, status: 409 })
      },
    })
  }
  deskRoute(door, {
    method: 'POST',
    url: '/desk/import/usos-api/stop',
    act: ACT,
    handler: async (staff, _request, reply) => {
      await puller.stop(staff.person.id)
      return reply.redirect('/desk/import', 303)
    },
  })
}

type Named = { Params: { run: string } }

/** An address is led back to only where there is something. */
async function runNamed({ importer }: ImportRoomParts, request: FastifyRequest<Named>) {
  const report = await importer.reportOf(asImportRunId(request.params.run))
  if (!report) throw new Problem('not-found')
  return report
}

const uploadForm = z.object({ what: z.string().max(10).default('') })
const decisionForm = z.object({ reason: z.string().max(5000).default(''), sure: z.string().max(10).optional() })

async function takeFile(parts: ImportRoomParts, staff: Staff, request: FastifyRequest, reply: FastifyReply) {
  const { what } = parseForm(uploadForm, request)
  const upload = uploadOf(request)
  const missing = { what: what !== 'some' && what !== 'full', file: !upload || upload.fileName === '' }
  if (missing.what || !upload || upload.fileName === '') {
    return showRuns(parts, staff, reply, { refused: { because: 'incomplete', ...missing }, status: 422 })
  }
  if (!(await parts.isClockRight()))
    return showRuns(parts, staff, reply, { refused: { because: 'wrong-clock' }, status: 409 })
  try {
    const outcome = await readUpload(parts, upload, { full: what === 'full', by: staff.person.id })
    switch (outcome.kind) {
      case 'planned':
      case 'reading':
        return reply.redirect(`/desk/import/${outcome.run}`, 303)
      case 'refused':
        return showRuns(parts, staff, reply, {
          refused: { because: 'faults', faults: outcome.faults },
          status: 422,
        })
      case 'busy':
        return showRuns(parts, staff, reply, { refused: { because: 'busy' }, status: 409 })
    }
  } catch (error) {
    if (!(error instanceof UploadTooLarge)) throw error
    return showRuns(parts, staff, reply, { refused: { because: 'too-large' }, status: 413 })
  }
}

async function showRuns(
  parts: ImportRoomParts,
  staff: Staff,
  reply: FastifyReply,
  { refused, pullRefused, status }: { refused?: UploadRefusal; pullRefused?: boolean; status?: number } = {},
) {
  const runs = await withNames(parts, await parts.importer.runs())
  return reply.page(
    <ImportPage
      staff={staff}
      runs={runs.map(({ report, who }) => ({ ...report, who }))}
      columns={parts.importer.columns}
      largest={LARGEST_MEGABYTES}
      refused={refused}
      pulls={await parts.puller?.pulls()}
      pullRefused={pullRefused}
    />,
    { status },
  )
}

async function showRun(
  parts: ImportRoomParts,
  { applying }: Underway,
  asked: {
    staff: Staff
    run: ImportRunId
    reply: FastifyReply
    refused: DecisionRefusal | undefined
    reason?: string
  },
) {
  const { staff, run, reply, refused, reason } = asked
  const report = await parts.importer.reportOf(run)
  const [named] = report ? await withNames(parts, [report]) : []
  if (!named) throw new Problem('not-found')
  // Pressed here, and perhaps still waiting for its turn.
  const begun = applying.has(run) && named.report.state === 'planned'
  return reply.page(
    <RunPage
      staff={staff}
      report={begun ? { ...named.report, phase: 'applying' } : named.report}
      who={named.who}
      refused={refused}
      reason={reason}
    />,
    { status: refused && refusalStatus[refused.because], languagePath: `/desk/import/${run}` },
  )
}

/** Of what is answered at once; the rest is told by the page that is led to. */
const refusalStatus: Partial<Record<DecisionRefusal['because'], number>> = { form: 422, 'wrong-clock': 409 }
