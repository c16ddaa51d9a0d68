import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/**
 * Starts Chromium. `BROWSER` names one of your own; otherwise the one from the npm registry is used, with the libraries
 * and the font it brings, so a machine with nothing but Node can run the stories and every machine draws the same pictures.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.BROWSER
  const folder = own ? undefined : await unpackedBrowser()
  return chromium.launch({
    executablePath: own ?? join(folder ?? '', 'chromium'),
    // The pages are our own, and neither root nor a container may use Chromium's sandbox.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', '--disable-gpu'],
    env: { ...process.env, ...(folder ? librariesOf(folder) : {}) },
  })
}

function librariesOf(folder: string) {
  return { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts'), HOME: folder }
}

/** Unpacks the browser (210 MB) once per version, beside the package it came from. */
async function unpackedBrowser() {
  const archives = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin')
  const { version } = JSON.parse(await readFile(join(archives, '..', 'package.json'), 'utf8'))
  const cache = join(archives, '..', '..', '..', '.cache')
  const folder = join(cache, `browser-${version}`)
  if (existsSync(folder)) return folder

  await mkdir(cache, { recursive: true })
  const unfinished = await mkdtemp(join(cache, 'unpacking-'))
  await unpack(archives, unfinished)
  // Two workers may have unpacked at once: the first to finish wins, and both have the same.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }))
  return folder
}

/** The package unpacks into the temporary folder of the process, so for this moment that is `folder`. */
async function unpack(archives: string, folder: string) {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium')
    await packed.executablePath(archives)
    await inflate(join(archives, 'al2023.tar.br'))
    await writeFile(join(folder, 'fonts', 'fonts.conf'), FONTS)
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

// The package's own file names folders of the cloud it was made for. Only its font is used, so pictures look alike everywhere.
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
