import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type SecretPlace, whyClosed } from '../../config/index.ts'
import { broken, codeOf, type Finding, fine, look } from '../finding.ts'

/** Keys that others can read are keys that others have. */
export function lookAtSecrets(
  places: readonly SecretPlace[],
  { dataDir, production }: { dataDir: string; production: boolean },
): Finding[] {
  const folder = join(dataDir, 'keys')
  const closed = whyClosed(folder)
  const made =
    closed === undefined && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.key')) : []
  const files = [
    ...places.flatMap(({ name, file }) => (file === undefined ? [] : [{ name, file }])),
    ...made.map((name) => ({ name, file: join(folder, name) })),
  ]
  const open = files.filter(({ file }) => existsSync(file) && (statSync(file).mode & 0o077) !== 0)
  const inEnvironment = places.filter(({ file }) => file === undefined).map(({ name }) => name)
  return [
    ...open.map(({ name, file }) =>
      broken(
        'secrets',
        `Others can read or write ${file} (${name}).`,
        `chmod 600 ${file}, and think of a new one if this machine has other users.`,
      ),
    ),
    ...(production && inEnvironment.length > 0
      ? [
          look(
            'secrets',
            `${inEnvironment.join(', ')} stand in the environment, which other programs of this user and crash reports can see.`,
            `Name files instead: ${inEnvironment[0]}_FILE=…`,
          ),
        ]
      : []),
    ...(closed === undefined
      ? []
      : [
          look(
            'secrets',
            `${folder} cannot be looked into (${closed}).`,
            'Run this as the user that runs the program.',
          ),
        ]),
    ...(open.length === 0 && closed === undefined
      ? [fine('secrets', `Files with secrets: ${files.length}, for nobody else to read.`)]
      : []),
  ]
}

const GIGABYTE = 1e9

/** The data folder: what a node has seen of the trail, and perhaps the database. */
export function lookAtDataFolder(dataDir: string, { embedded }: { embedded: boolean }): Finding[] {
  const closed = whyClosed(dataDir)
  if (closed !== undefined)
    return [
      broken(
        'data folder',
        `${dataDir} cannot be entered by this user (${closed}).`,
        'Run this as the user that runs the program; if that is this one, give it the folder.',
      ),
    ]
  try {
    if (!existsSync(dataDir))
      return [
        look(
          'data folder',
          `${dataDir} is not there yet.`,
          'The first start makes it. If there was one before, find out where it went.',
        ),
      ]
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return [
      broken(
        'data folder',
        `${dataDir} cannot be written (${codeOf(error)}).`,
        'Give it to the user that runs the program.',
      ),
    ]
  }
  const { bavail, bsize, blocks } = statfsSync(dataDir)
  const free = bavail * bsize
  const said = `${dataDir}: ${(free / GIGABYTE).toFixed(1)} GB free of ${((blocks * bsize) / GIGABYTE).toFixed(0)}`
  const needs = embedded ? 1 : 0.1
  if (free < needs * GIGABYTE) return [broken('data folder', `${said}.`, 'Make room: a full disk stops every sign-in.')]
  if (free < 5 * needs * GIGABYTE) return [look('data folder', `${said}.`, 'Make room before it is needed.')]
  return [fine('data folder', `${said}.`)]
}
