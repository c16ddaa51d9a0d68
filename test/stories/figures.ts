import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { manualFolder } from '../manual.ts'
import { wordsOf } from './stage.ts'

const taking = process.env.TAKE_FIGURES === 'yes'
const record = join(manualFolder, 'figures', 'words.json')

/**
 * Takes a picture for the manual when asked to (`npm run manual`). Otherwise compares the words of the page with those
 * that were on it when the picture was taken: a picture of an older page fails here.
 */
export async function figure(page: Page, file: string) {
  await page.setViewportSize({ width: 1024, height: 720 })
  await page.evaluate(showLikeOnYourMachine)
  const words = await wordsOf(page)
  if (!taking) {
    expect(recorded()[file], `The page is no longer what ${file} shows: run npm run manual`).toBe(words)
    return
  }
  const picture = join(manualFolder, file)
  await mkdir(dirname(picture), { recursive: true })
  // As high as the page, so that the gate stands on its ground and not on the edge of a window.
  await page.setViewportSize({ width: 1024, height: await page.evaluate(() => document.documentElement.scrollHeight) })
  await page.evaluate(leaveTheField)
  // Not even an invented number stands in a picture: a manual shows by example what one does with secrets.
  const answers = await page.evaluate(emptyAnswers)
  await page.screenshot({ path: picture, fullPage: true, animations: 'disabled', caret: 'hide' })
  await page.evaluate(giveAnswersBack, answers)
  const all = Object.entries({ ...recorded(), [file]: words }).sort(([one], [other]) => (one < other ? -1 : 1))
  await writeFile(record, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
}

function recorded(): Record<string, string> {
  return existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {}
}

/** Runs in the page. What differs from run to run looks as it does after `npm start`: the port, the secret of a link and the number of a request. */
function showLikeOnYourMachine() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.textContent = (text.textContent ?? '')
      .replace(/localhost:\d+/g, 'localhost:3000')
      .replace(
        /\/(set-password|not-recognized\/request)\/\w{12}\.\w+/g,
        '/$1/4kT9wQz2LmXa.Vb7RnY3cHs8GdJ5pKe6UfWt2ZxCq',
      )
      .replace(/(?<![\w:.])(::1|127\.0\.0\.1)(?![\w:.])/g, '192.0.2.17')
      .replace(/(No\.|Nr)\s[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '$1 7F3K-29QD')
  }
}

/** Runs in the page. The field that was filled last is no more important than the others. */
function leaveTheField() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

/** Runs in the page. */
function emptyAnswers(): string[] {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[data-personal]')]
  return fields.map((field) => {
    const { value } = field
    field.value = ''
    return value
  })
}

/** Runs in the page. */
function giveAnswersBack(answers: string[]) {
  for (const [place, field] of [...document.querySelectorAll<HTMLInputElement>('input[data-personal]')].entries()) {
    field.value = answers[place] ?? ''
  }
}
