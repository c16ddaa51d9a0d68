import { type ComponentChildren, isValidElement, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Facts, Heading, Letter, type LetterProps, LinkButton, Paragraph } from './letter.tsx'
import { texts } from './texts.ts'

export interface LetterContent {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const WIDTH = 78

/**
 * Writes a letter in both forms: the same words, the same single link (req 103). Throws when a letter has two links.
 * `letter` is `<Letter …>` or a component that returns one.
 */
export function renderLetter(letter: VNode): LetterContent {
  const frame = unfolded(letter)
  const content = {
    subject: visible(frame.props.subject).replace(/\s+/g, ' ').trim(),
    text: visible(asText(frame.props)),
    html: visible(`<!doctype html>\n${renderToString(frame)}\n`),
  }
  mustHaveOneLinkAtMost(content)
  return content
}

function unfolded(node: ComponentChildren): VNode<LetterProps> {
  if (!isValidElement(node)) throw new Error('renderLetter wants a Letter')
  return node.type === Letter ? (node as VNode<LetterProps>) : unfolded(called(node))
}

function asText({ words, title, asked, children }: LetterProps) {
  const { say } = words
  const foot = [asked, say(texts.desks), say(texts.neverAsked)].filter((line) => line !== undefined)
  const body = blocks(children).map(({ text, tight }) => text + (tight ? '\n' : '\n\n'))
  // A line of two hyphens and a space: programs know that the letter ends here (RFC 3676 §4.3).
  return plainSpaces(
    `${wrapped(oneLine(title))}\n\n${body.join('')}-- \n${foot.map(oneLine).map(wrapped).join('\n')}\n`,
  )
}

interface Block {
  text: string
  /** No empty line after it. */
  tight?: boolean
}

function blocks(node: ComponentChildren): Block[] {
  if (Array.isArray(node)) return node.flatMap(blocks)
  if (!isValidElement(node)) return inline(node).trim() ? [{ text: wrapped(inline(node)) }] : []
  const { type, props } = node as VNode<never>
  switch (type) {
    case Paragraph:
      return [{ text: wrapped(inline((props as Parameters<typeof Paragraph>[0]).children)) }]
    case Heading:
      return [{ text: wrapped(inline((props as Parameters<typeof Heading>[0]).children)), tight: true }]
    case Facts:
      return [
        {
          text: (props as Parameters<typeof Facts>[0]).items
            .map((fact) => wrapped(oneLine(fact.join(': '))))
            .join('\n'),
        },
      ]
    case LinkButton: {
      const { href, label } = props as Parameters<typeof LinkButton>[0]
      return [{ text: `${wrapped(oneLine(label))}:` }, { text: href }]
    }
  }
  if (typeof type === 'function') return blocks(called(node))
  return [{ text: wrapped(inline(node)) }]
}

/** The words of a node without its markup. */
function inline(node: ComponentChildren): string {
  if (Array.isArray(node)) return node.map(inline).join('')
  if (isValidElement(node)) {
    if (typeof node.type === 'function') return inline(called(node))
    return node.type === 'br' ? '\n' : inline((node.props as { children?: ComponentChildren }).children)
  }
  return node === null || node === undefined || typeof node === 'boolean' ? '' : oneLine(String(node))
}

function called(node: VNode): ComponentChildren {
  return (node.type as (props: unknown) => ComponentChildren)(node.props)
}

/** A line break inside a name or a text must not make a line of its own: only `<br>` does. */
function oneLine(text: string) {
  return text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')
}

/** Breaks lines at ordinary spaces only: a no-break space keeps its words together, and a link is never broken. */
function wrapped(text: string) {
  return text
    .split('\n')
    .map((paragraph) => {
      const lines = ['']
      for (const word of paragraph.split(/[ \t\r]+/).filter((one) => one !== '')) {
        const line = lines.at(-1) ?? ''
        if (line === '') lines[lines.length - 1] = word
        else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`
        else lines.push(word)
      }
      return lines.join('\n')
    })
    .join('\n')
}

/** Once lines are broken, no-break spaces have done their work; people search text parts with plain ones. */
function plainSpaces(text: string) {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}

/** Characters that turn or hide others never travel: a name must read as it is stored (req 123). */
function visible(text: string) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
}

function mustHaveOneLinkAtMost({ text, html }: LetterContent) {
  const targets = new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target?.replaceAll('&amp;', '&')))
  const [link] = targets
  if (targets.size > 1 || (link !== undefined && !text.includes(`\n\n${link}\n\n`))) {
    throw new Error('A letter has one link at most, the same in both parts (req 103).')
  }
}
