import { accessSync, constants, statSync } from 'node:fs'

/** Why a file that somebody has named cannot be read; nothing where it can. It is not opened: of a pipe that would take the beginning away. */
export function whyUnreadable(file: string): { kind: 'noFile' | 'folder' | 'unreadable'; code: string } | undefined {
  try {
    if (statSync(file).isDirectory()) return { kind: 'folder', code: 'EISDIR' }
    accessSync(file, constants.R_OK)
    return undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return { kind: code === 'ENOENT' ? 'noFile' : 'unreadable', code }
  }
}
