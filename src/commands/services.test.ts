import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { digestOfClientSecret } from '../services/index.ts'
import { run } from './services.ts'

function operator() {
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  return {
    file(content: string) {
      const path = join(temporaryFolder('services'), 'services.yaml')
      writeFileSync(path, content)
      return path
    },
    printed: () => printed.splice(0).join('\n'),
  }
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const library =
  'services:\n  - id: library\n    name: { pl: Biblioteka, en: Library }\n    urls: [http://library.example.edu/]\n    attributes: [mail]\n    consent: true\n'

describe('npm run furta -- services', () => {
  test('check lists what a file registers, of the settings or any other', async () => {
    const { file, printed } = operator()
    const path = file(library)
    vi.stubEnv('SERVICES_FILE', path)
    await run(['check'])
    const said = printed()
    expect(said).toContain(`${path} is in order.`)
    expect(said).toContain('library: Library / Biblioteka\n  CAS: http://library.example.edu/\n  learns: mail')
    expect(said).toContain('the person is asked first')
    expect(said).toContain('beware: http://library.example.edu/ is not https')
    await run(['check', file('services: []\n')])
    expect(printed()).toContain('names no service')
  })

  test('check says what is wrong, with the line', async () => {
    const { file } = operator()
    await expect(run(['check', file(library.replace('http:', 'ftp:'))])).rejects.toThrow(
      /line 4: library, urls no. 1: write a whole address/,
    )
    await expect(run(['check', 'nowhere.yaml'])).rejects.toThrow('There is no file nowhere.yaml.')
    vi.stubEnv('SERVICES_FILE', 'nowhere.yaml')
    await expect(run(['check'])).resolves.toBeUndefined()
    await expect(run(['list'])).rejects.toThrow('“services” has no “list”.')
  })

  test('secret prints a secret and the digest that belongs into the file, others each time', async () => {
    const { printed } = operator()
    const made = async () => {
      await run(['secret'])
      const [, secret = '', digest = ''] = /now:\n\n {2}(\S+)\n[\s\S]*secretDigest: (\S+)/.exec(printed()) ?? []
      return { secret, digest }
    }
    const [one, other] = [await made(), await made()]
    expect(one.secret).toMatch(/^[\w-]{43}$/)
    expect(one.digest).toBe(digestOfClientSecret(one.secret))
    expect(other.secret).not.toBe(one.secret)
  })
})
