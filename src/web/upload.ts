import { PassThrough, type Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Fields } from './form-body.ts'
import { Problem } from './problem.ts'

/** A file that comes with a form, while it is still arriving. */
export interface Upload {
  /** As the browser calls it, without folders; empty when no file was chosen. */
  readonly fileName: string
  /** Fails with a `Problem` when the file does not come as a whole, with `UploadTooLarge` when there is too much of it. */
  readonly content: Readable
}

/** The file is larger than this route takes. */
export class UploadTooLarge extends Problem {
  constructor() {
    super('too-large', { because: 'a file larger than this route takes' })
  }
}

/**
 * Lets the routes of this scope, and no others, take a form with one file (`multipart/form-data`). The fields before the
 * file are the body, so the anti-forgery value is judged like that of any form, and before a byte of the file is read
 * (req 63). `largest`: bytes of the file.
 */
export function acceptUploads(scope: FastifyInstance, { largest }: { largest: number }): void {
  scope.addContentTypeParser('multipart/form-data', (request: FastifyRequest, payload: Readable) =>
    fieldsBeforeFile(request, payload, largest),
  )
  // A browser reads the answer after it has sent everything: what nobody wanted is taken off the wire.
  scope.addHook('onResponse', async (request) => {
    if (!uploads.has(request)) return
    request.raw.unpipe()
    request.raw.resume()
  })
}

/** The file of the form that was sent. */
export function uploadOf(request: FastifyRequest): Upload | undefined {
  return uploads.get(request)
}

const uploads = new WeakMap<FastifyRequest, Upload>()

function fieldsBeforeFile(request: FastifyRequest, payload: Readable, largest: number): Promise<Fields> {
  const fields: Record<string, string[]> = Object.create(null)
  const parser = parserFor(request, largest)
  return new Promise((resolve, reject) => {
    parser.on('field', (name, value, nameCut, valueCut) => {
      if (uploads.has(request)) return
      if (nameCut || valueCut) return reject(new Problem('bad-request', { because: 'a field too long' }))
      const values = fields[name]
      if (values) values.push(value)
      else fields[name] = [value]
    })
    parser.on('file', (_name, file, fileName) => {
      const content = new PassThrough()
      const fail = (because: string) => content.destroy(new Problem('bad-request', { because }))
      // Whoever reads the content hears of it; when nobody does, nothing is lost.
      content.on('error', () => {})
      file.on('limit', () => content.destroy(new UploadTooLarge()))
      file.on('error', () => fail('a form that ends in the middle of its file'))
      payload.on('close', () => {
        if (!request.raw.complete) fail('the connection is gone')
      })
      file.pipe(content)
      uploads.set(request, { fileName: plainFileName(fileName ?? ''), content })
      resolve(fields)
    })
    parser.on('finish', () => resolve(fields))
    parser.on('error', (cause) => reject(new Problem('bad-request', { because: 'not a form with a file', cause })))
    payload.on('close', () => reject(new Problem('bad-request', { because: 'the connection is gone' })))
    payload.pipe(parser)
  })
}

/** A name is shown and stored: without what no key makes, and what turns or hides other letters (req 123). */
function plainFileName(name: string) {
  return name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
}

function parserFor({ headers }: FastifyRequest, largest: number) {
  if (headers['content-encoding'] !== undefined) throw new Problem('wrong-type', { because: 'a compressed body' })
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: {
        fields: 20,
        fieldSize: 4096,
        files: 1,
        parts: 21,
        fileSize: largest,
        headerPairs: 20,
        headerSize: 8192,
      },
    })
  } catch (cause) {
    throw new Problem('bad-request', { because: 'a form without a boundary', cause })
  }
}
