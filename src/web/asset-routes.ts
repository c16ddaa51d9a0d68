import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Asset } from './assets.ts'
import { Problem } from './problem.ts'

/** `/assets/…`: the name changes with the content, so a browser may keep it for ever. */
export function serveAssets(app: FastifyInstance) {
  app.get<{ Params: { file: string } }>('/assets/:file', async (request, reply) => {
    const asset = app.frame.assets.find(request.params.file)
    if (!asset) throw new Problem('not-found')
    reply.headers({
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      // A worker takes its policy from its own answer: it may fetch the words of the strength meter, from here alone.
      'content-security-policy': "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    })
    return inEncoding(reply, asset, request.headers['accept-encoding'])
  })
}

function inEncoding(reply: FastifyReply, asset: Asset, accepted: string | string[] | undefined) {
  const wanted = String(accepted ?? '')
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(wanted))
    return reply.header('content-encoding', 'br').send(asset.brotli())
  if (/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(wanted))
    return reply.header('content-encoding', 'gzip').send(asset.gzip())
  return reply.send(asset.body)
}
