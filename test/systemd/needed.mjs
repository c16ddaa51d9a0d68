/**
 * What `npm run test:systemd` needs of Debian, by the files by which it is known to be there. Node's own modules only: the runner reads
 * it before anything is installed.
 */
import { needed as ofNodes } from '../nodes/needed.mjs'

const { 'PostgreSQL with its tools': postgres } = ofNodes

export const needed = {
  debootstrap: { file: '/usr/sbin/debootstrap', packages: ['debootstrap'] },
  'systemd-nspawn': { file: '/usr/bin/systemd-nspawn', packages: ['systemd-container'] },
  'PostgreSQL with its tools': postgres,
}
