/**
 * Puts `node_modules` in order. Runs before anything is installed, on whatever Node started it: Node's own modules only.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node 24 that the program runs on, whatever Node the machine has. */
export const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * For npm, unless the operator says otherwise: by itself it waits five minutes for a server that says nothing. A slow line is not cut off, since
 * only silence counts.
 */
const patience = {
  npm_config_fetch_timeout: '30000',
  npm_config_fetch_retries: '4',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '10000',
}

const stamp = join(root, 'node_modules', '.installed-from')

/**
 * Installs what `package-lock.json` names, unless that has been done, by whomever; for the tests its `tools`, too. Ends the process with a
 * sentence when it cannot. Standard output is for what a command prints.
 */
export function install({ tools = false } = {}) {
  const wanted = `${createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')} ${process.platform}-${process.arch}`
  const withoutTools = `${wanted} without tools`
  const noted = readIfThere(stamp)
  if (noted === wanted || (!tools && noted === withoutTools)) return
  const missing = missingPackages()
  const suffices = tools ? missing.length === 0 : missing.every(({ dev }) => dev)
  if (suffices && runs(node24)) return note(missing.length === 0 ? wanted : withoutTools)

  console.error('Installing the packages of package-lock.json (only the first time, and after they change)…')
  // Both kinds, whatever NODE_ENV says: the program is built on this machine, and `npm test` finds everything in place.
  // Not `npm ci`: it refuses when a registry does not offer the optional packages of other systems. The versions and digests
  // of the lock file bind `npm install` all the same, and `--no-save` keeps the file as it is.
  const how = ['--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const installs = () => npm(['install', ...how], root) === 0
  // npm asks again where no answer has begun, and gives up where one stops in the middle. What has come is not fetched anew.
  if (!installs() && !installs()) {
    fail('npm could not install the packages. What it said stands above; `npm start` tries again.')
  }
  fetchNode24()
  note(wanted)
}

/** What `npm install` of the operator has left to do, by the list that npm keeps of what it has put in. */
function missingPackages() {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const there = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted)
    .filter(([path, one]) => path !== '' && there[path]?.version !== one.version && isForThisMachine(one))
    .map(([, one]) => one)
}

function packagesIn(file) {
  return JSON.parse(readIfThere(file) ?? '{}').packages ?? {}
}

/** Optional packages are those of one system each, and what those need. */
function isForThisMachine({ optional = false, os, cpu, libc }) {
  if (!optional) return true
  return os?.includes(process.platform) && cpu?.includes(process.arch) && (libc?.includes(libcHere()) ?? true)
}

function libcHere() {
  process.report.excludeNetwork = true
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

function note(installed) {
  try {
    writeFileSync(stamp, installed)
  } catch {
    // Another user's folder: the next look takes a moment longer.
  }
}

/** The package `node` fetches its binary with an install script. npm may have been told to run none. */
function fetchNode24() {
  if (runs(node24)) return
  const folder = join(root, 'node_modules', 'node')
  run('node', ['installArchSpecificPackage.js'], folder)
  if (!runs(node24)) {
    fail(
      `Node 24 is missing in ${folder}: its install script was not run, and could not be run now. Allow install scripts (\`npm config get ignore-scripts\`) and start again, or start with a Node 24 of your own: \`node bin/start.mjs\`.`,
    )
  }
}

function runs(program) {
  return existsSync(program) && spawnSync(program, ['--version']).status === 0
}

/** The npm that started us, or the one on the PATH. */
function npm(args, folder) {
  const cli = process.env.npm_execpath
  return cli && basename(cli) === 'npm-cli.js' ? run('node', [cli, ...args], folder) : run('npm', args, folder)
}

/** Runs a command on the machine's own Node: the one in `node_modules` is about to be replaced. */
function run(command, args, cwd) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const options = {
    cwd,
    env: { ...patience, ...process.env, PATH: folders.join(delimiter) },
    stdio: ['ignore', process.stderr.fd, 'inherit'],
  }
  const { status, error } = spawnSync(command, args, options)
  if (error?.code === 'ENOENT' && command === 'node') return spawnSync(process.execPath, args, options).status
  return status
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function fail(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}
