export interface Traceparent {
  readonly traceId: string
  readonly spanId: string
  readonly sampled: boolean
}

/** The header of W3C Trace Context, section 3.2; undefined where it has to be ignored. */
export function parseTraceparent(header: string | undefined): Traceparent | undefined {
  const [, version = '', traceId = '', spanId = '', flags = '', more] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(header?.trim() ?? '') ?? []
  if (version === '' || version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
