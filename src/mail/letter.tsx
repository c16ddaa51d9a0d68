import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { LetterWords } from './letter-words.ts'
import { texts } from './texts.ts'

export interface LetterProps {
  words: LetterWords
  subject: string
  /** The heading; in one or two words what this is about. */
  title: string
  /** Last lines: when, from which browser and roughly where this was asked for (req 110). */
  asked?: string | undefined
  children: ComponentChildren
}

/**
 * The frame of every letter: one description becomes the HTML part and the text part (`renderLetter`), so that both
 * hold the same facts (req 103). Style stands inline, nothing is loaded (req 105). What is not built of the parts below
 * reaches the text part as plain words.
 */
export function Letter({ words, subject, title, asked, children }: LetterProps) {
  const { language, say, institution } = words
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style dangerouslySetInnerHTML={{ __html: byNight(words) }} />
      </head>
      <body class="page" style="margin:0;padding:24px 12px;background:#faf9f5">
        <main class="sheet" style={`${SHEET};border-top:4px solid ${institution.brand.brand}`}>
          <p style={`margin:0 0 28px;font:700 22px/1.2 ${SERIF};letter-spacing:.04em`}>
            {institution.short[language]}{' '}
            <span class="soft" style="color:#525e58;font-weight:400;font-size:16px;letter-spacing:0">
              {say(texts.wordmark)}
            </span>
          </p>
          <h1 style={`margin:0 0 16px;font:700 28px/1.2 ${SERIF}`}>{title}</h1>
          <Words.Provider value={words}>{children}</Words.Provider>
          <p class="soft" style={FOOT}>
            {asked && (
              <>
                {asked}
                <br />
              </>
            )}
            {say(texts.desks)}
            <br />
            {say(texts.neverAsked)}
          </p>
        </main>
      </body>
    </html>
  )
}

export function Paragraph({ children }: { children: ComponentChildren }) {
  return <p style="margin:0 0 20px">{children}</p>
}

export function Heading({ children }: { children: ComponentChildren }) {
  return <h2 style={`margin:28px 0 8px;font:700 19px/1.3 ${SERIF}`}>{children}</h2>
}

/** Things that are so, one a line: “Time: 22 November 2026, 14:07”. */
export function Facts({ items }: { items: readonly (readonly [name: string, value: string])[] }) {
  return (
    <p style="margin:0 0 20px">
      {items.map(([name, value], at) => (
        <>
          {at > 0 && <br />}
          {name}: <strong>{value}</strong>
        </>
      ))}
    </p>
  )
}

/** The one link of a letter: a button, and the address in full for those who do not press buttons in letters. */
export function LinkButton({ href, label }: { href: string; label: string }) {
  const { say, institution } = useContext(Words) ?? outside()
  const { brand, onBrand } = institution.brand
  return (
    <>
      <p style="margin:0 0 20px">
        <a class="button" href={href} style={`${BUTTON};background:${brand};color:${onBrand}`}>
          {label}
        </a>
      </p>
      <p style="margin:0 0 6px">{say(texts.orCopy)}</p>
      <p style="margin:0 0 20px">
        <a class="link" href={href} style={`color:${brand}`}>
          {href}
        </a>
      </p>
    </>
  )
}

const Words = createContext<LetterWords | undefined>(undefined)

function outside(): never {
  throw new Error('LinkButton stands outside a Letter')
}

const SERIF = "Charter,'Charis SIL',Cambria,Georgia,serif"
const SHEET = [
  'max-width:560px;margin:0 auto;padding:32px 28px;background:#ffffff;border:1px solid #dbdad1;color:#16211c',
  "font:17px/1.6 Inter,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;overflow-wrap:break-word",
].join(';')
const BUTTON = 'display:inline-block;padding:13px 24px;border-radius:5px;font-weight:600;text-decoration:none'
const FOOT = 'margin:28px 0 0;padding:16px 0 0;border-top:1px solid #dbdad1;color:#525e58;font-size:15px'

/** The dark colours. Programs that drop `<style>` show the light letter, which is complete by its inline style. */
function byNight({ institution }: LetterWords) {
  const { brandNight, onBrandNight } = institution.brand
  return `@media (prefers-color-scheme: dark) {
.page { background: #0f1613 !important }
.sheet { background: #161f1b !important; border-color: #2c3832 !important; color: #e8eeea !important }
.soft { color: #a9b6af !important }
.link { color: ${brandNight} !important }
.button { background: ${brandNight} !important; color: ${onBrandNight} !important }
}`
}
