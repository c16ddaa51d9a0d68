import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, Span } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Tracer, traceWith } from '../signals/index.ts'
import { type TracingParts, tracerProvider } from './exporting.ts'
import { parseTraceparent } from './traceparent.ts'

export interface Tracing {
  /** Before anything else is registered, so that a trace holds all of the request. */
  traceRequests(app: FastifyInstance): void
  /** Sends what has ended, without waiting for more. */
  sendNow(): Promise<void>
  /** Sends what is left, for two seconds at most. */
  stop(): Promise<void>
}

const LAST_WORDS_MS = 2_000

/**
 * Traces by OpenTelemetry: a span for each request, and below it one for each step that the program says it takes (`step` of
 * `signals/`). Made by hand at those few edges, since what patches modules finds none in a bundle (decision 232). Loaded only where a
 * collector is named.
 */
export async function startTracing(parts: TracingParts): Promise<Tracing> {
  const api = await import('@opentelemetry/api')
  const { isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } = api
  const kinds = { inside: SpanKind.INTERNAL, client: SpanKind.CLIENT, root: SpanKind.CONSUMER }
  const provider = await tracerProvider(parts)
  const tracer = provider.getTracer('furta')
  const current = new AsyncLocalStorage<Span>()
  const ofRequests = new WeakMap<FastifyRequest, Span>()

  const ours: Tracer = {
    around(step, work) {
      const parent = step.kind === 'root' ? undefined : current.getStore()
      // What nobody waits for and what is not looked at costs nothing.
      if (step.kind !== 'root' && !parent?.isRecording()) return work()
      const span = tracer.startSpan(
        step.name,
        { kind: kinds[step.kind], attributes: { ...step.attributes } },
        parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
      )
      return current.run(span, async () => {
        try {
          return await work()
        } catch (error) {
          // The sentence may say what a row or a letter said; the name cannot.
          span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
          span.setStatus({ code: SpanStatusCode.ERROR })
          throw error
        } finally {
          span.end()
        }
      })
    },
    currentTrace() {
      const about = current.getStore()?.spanContext()
      if (!about || !isSpanContextValid(about) || (about.traceFlags & TraceFlags.SAMPLED) === 0) return undefined
      return about.traceId
    },
  }
  const stopTracing = traceWith(ours)

  function traceRequests(app: FastifyInstance) {
    app.addHook('onRequest', (request, _reply, done) => {
      const route = request.routeOptions.url ?? '(none)'
      const span = tracer.startSpan(
        `${request.method} ${route}`,
        {
          kind: SpanKind.SERVER,
          attributes: {
            'http.request.method': request.method,
            'http.route': route,
            'furta.reference': request.id,
          },
        },
        callerOf(api, request),
      )
      ofRequests.set(request, span)
      current.run(span, done)
    })
    // Bodies are read in the turns of the socket, which belong to no request.
    app.addHook('preValidation', (request, _reply, done) => within(request, done))
    app.addHook('onResponse', (request, reply, done) => {
      const span = ofRequests.get(request)
      span?.setAttribute('http.response.status_code', reply.statusCode)
      if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
      span?.end()
      within(request, done)
    })
  }

  function within(request: FastifyRequest, done: () => void) {
    const span = ofRequests.get(request)
    if (span) current.run(span, done)
    else done()
  }

  return {
    traceRequests,
    sendNow: () => provider.forceFlush(),
    async stop() {
      stopTracing()
      const late = AbortSignal.timeout(LAST_WORDS_MS)
      const given = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve(), { once: true }))
      await Promise.race([provider.shutdown().catch(() => {}), given])
    },
  }
}

/** A trace that somebody else has begun goes on only behind a proxy of ours: a stranger would choose what is recorded, and under whose number. */
function callerOf(
  { ROOT_CONTEXT, TraceFlags, trace }: typeof import('@opentelemetry/api'),
  request: FastifyRequest,
): Context {
  const { headers, socket, server } = request
  if (!server.frame.trust(socket.remoteAddress ?? '')) return ROOT_CONTEXT
  const header = headers.traceparent
  const caller = parseTraceparent(Array.isArray(header) ? undefined : header)
  if (!caller) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: caller.traceId,
    spanId: caller.spanId,
    traceFlags: caller.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  })
}
