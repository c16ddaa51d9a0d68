import { existsSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Brand, Institution } from '../config/index.ts'
import { fingerprint } from '../world/index.ts'

/** Styles and scripts of the pages, served by ourselves under names that change with their content (req 67). */
export interface Assets {
  /** The address of a named asset: `url('furta.css')` is `/assets/furta-4f1c….css`. Throws when there is none. */
  url(name: string): string
  /** Whether the build made it: islands only improve a page, so a page lives without. */
  has(name: string): boolean
  /** By the name in the address, never by a path. */
  find(fileName: string): Asset | undefined
}

export interface Asset {
  readonly type: string
  readonly body: Buffer
  /** Computed at the first wish and kept. */
  brotli(): Buffer
  gzip(): Buffer
}

/**
 * Reads what `bin/build.mjs` left in `folder`; without a build, the plain styles of this source.
 * The one style sheet and the icon are made here, because they carry the institution's colours.
 */
export function loadAssets(institution: Institution, folder?: string): Assets {
  const built = folder === undefined ? new Map<string, string>() : readManifest(folder)
  const files = new Map<string, Asset>()
  const addresses = new Map<string, string>()
  const add = (name: string, fileName: string, asset: Asset) => {
    files.set(fileName, asset)
    addresses.set(name, `/assets/${fileName}`)
  }
  const style = (name: string) =>
    readFileSync(built.get(name) ?? fileURLToPath(new URL(`./styles/${name}`, import.meta.url)), 'utf8')
  const make = (name: string, content: string) =>
    add(
      name,
      `${basename(name, extname(name))}-${fingerprint(content)}${extname(name)}`,
      inMemory(name, Buffer.from(content)),
    )

  make('furta.css', `${style('tokens.css')}${style('furta.css')}${brandStyle(institution.brand)}`)
  make('favicon.svg', icon(institution.brand))
  for (const [name, path] of built) {
    if (!/\.(css|svg)$/.test(name)) add(name, basename(path), inMemory(name, readFileSync(path), `${path}.br`))
  }
  return {
    url(name) {
      const address = addresses.get(name)
      if (address === undefined) throw new Error(`There is no asset ${name}`)
      return address
    },
    has: (name) => addresses.has(name),
    find: (fileName) => files.get(fileName),
  }
}

/** Plain name to the path of the file that carries its content in its name. */
function readManifest(folder: string): Map<string, string> {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) return new Map()
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { file: string }>
  return new Map(Object.entries(manifest).map(([name, { file }]) => [name, join(folder, file)]))
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

function inMemory(name: string, body: Buffer, compressedPath?: string): Asset {
  let brotli: Buffer | undefined
  let gzip: Buffer | undefined
  return {
    type: types[extname(name)] ?? 'application/octet-stream',
    body,
    brotli() {
      brotli ??=
        compressedPath !== undefined && existsSync(compressedPath) ? readFileSync(compressedPath) : compress(body)
      return brotli
    },
    gzip() {
      gzip ??= gzipSync(body, { level: 9 })
      return gzip
    },
  }
}

function compress(body: Buffer) {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
}

/** Outside every layer, so that it wins over the defaults. */
function brandStyle({ brand, onBrand, brandNight, onBrandNight, display }: Brand) {
  const face = display === undefined ? '' : `--display:${display};`
  return `:root{--brand:${brand};--on-brand:${onBrand};--brand-night:${brandNight};--on-brand-night:${onBrandNight};${face}}`
}

function icon({ brand, onBrand }: Brand) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M3 31V16a13 13 0 0 1 26 0v15z" fill="${brand}"/><path d="M16 3v28M3 19h26" stroke="${onBrand}" stroke-opacity=".25" stroke-width="1.5"/><path d="M18.5 31v-7.5a3.75 3.75 0 0 1 7.5 0V31z" fill="#ffc65c"/></svg>`
}
