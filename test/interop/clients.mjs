/**
 * The clients of Debian that `npm run test:interop` tries, each with the files by which it is known to be there and the packages that
 * bring them. Node's own modules only: the runner reads it before anything is installed.
 */
import { existsSync } from 'node:fs'

const apache = '/usr/sbin/apache2'
/** What Debian keeps of a package that is installed. */
const listOf = (name) => `/var/lib/dpkg/info/${name}.list`

export const clients = {
  mod_auth_cas: {
    is: 'Apache with mod_auth_cas',
    packages: ['apache2', 'libapache2-mod-auth-cas'],
    files: [apache, '/usr/lib/apache2/modules/mod_auth_cas.so'],
  },
  phpCAS: {
    is: 'phpCAS',
    packages: ['php-cli', 'php-xml', 'php-curl', 'php-cas'],
    // What php-cas asks for is php itself; its modules bring files whose names have the version of PHP in them.
    files: ['/usr/bin/php', '/usr/share/php/CAS.php', ...['php-xml', 'php-curl'].map(listOf)],
  },
  mod_auth_openidc: {
    is: 'Apache with mod_auth_openidc',
    packages: ['apache2', 'libapache2-mod-auth-openidc'],
    files: [apache, '/usr/lib/apache2/modules/mod_auth_openidc.so'],
  },
}

/** Whether everything that the client needs is on this machine. */
export function isHere(name) {
  return clients[name].files.every((file) => existsSync(file))
}
