/** `npm run dev`: the program, built and started anew whenever a source changes. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install, node24, root } from './install.mjs'

install()
const child = spawn(node24, [`--watch-path=${join(root, 'src')}`, join(root, 'bin', 'start.mjs')], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 0))
