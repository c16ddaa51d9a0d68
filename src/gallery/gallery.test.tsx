import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { frameExamples } from '../web/index.ts'
import { registerGallery } from './index.ts'

test('every example can be found in the list and opened, in both languages', async () => {
  const frame = await openFrame((app) => registerGallery(app, { frame: frameExamples }))
  const list = await frame.ask('/dev/gallery')
  for (const { name } of frameExamples) {
    expect(list.text).toContain(`href="/dev/gallery/frame/${name}"`)
    for (const language of ['pl', 'en']) {
      const answer = await frame.ask(`/dev/gallery/frame/${name}?locale=${language}`)
      expect(answer.status).toBe(200)
      expect(answer.text).toContain(`<html lang="${language}">`)
    }
  }
})

test.each(['/dev/gallery/frame/nothing', '/dev/gallery/nothing/broken', '/dev/gallery/__proto__/broken'])(
  '%s is no page',
  async (path) => {
    const frame = await openFrame((app) => registerGallery(app, { frame: frameExamples }))
    expect((await frame.ask(path)).status).toBe(404)
  },
)
