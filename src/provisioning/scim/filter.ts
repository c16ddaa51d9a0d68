import { bad, type ScimType } from './error.ts'

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'compare'; readonly path: string; readonly by: Comparison; readonly value: FilterValue }
  | { readonly kind: 'present'; readonly path: string }
  /** `emails[type eq "work"]`: one value for which the whole filter is true. */
  | { readonly kind: 'value'; readonly path: string; readonly filter: Filter }

export type FilterValue = string | number | boolean | null

/** The target of a PATCH operation: `emails[type eq "work"].value`. */
export interface PatchPath {
  readonly path: string
  readonly filter: Filter | undefined
  readonly sub: string | undefined
}

const LONGEST = 4096
const DEEPEST = 16
const MOST_COMPARISONS = 60

interface Token {
  readonly kind: 'mark' | 'text' | 'number' | 'word' | 'sub' | 'end'
  readonly text: string
  readonly at: number
}

// In the order of the grammar: blanks, brackets, a JSON string, a JSON number, a path, and what follows a bracket. Each alternative
// reads on without looking back, so a hostile filter takes no longer than a friendly one of its length.
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none in its strings (RFC 8259, section 7).
  /\s+|(?<mark>[()[\]])|(?<text>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.:$]))|(?<word>[A-Za-z$][\w$.:-]*)|(?<sub>\.[A-Za-z$][\w$-]*)/y

/** Reads a filter (RFC 7644, section 3.4.2.2). `not` binds closer than `and`, and `and` closer than `or`. */
export function readFilter(text: string): Filter {
  const reader = new Reader(text, 'invalidFilter', 'filter')
  const filter = reader.expression(0)
  reader.end()
  return filter
}

/** Reads the path of a PATCH operation (RFC 7644, section 3.5.2, figure 7). */
export function readPatchPath(text: string): PatchPath {
  const reader = new Reader(text, 'invalidPath', 'path')
  const path = reader.patchPath()
  reader.end()
  return path
}

class Reader {
  readonly #tokens: readonly Token[]
  readonly #scimType: ScimType
  readonly #what: string
  #next = 0
  #comparisons = 0

  constructor(text: string, scimType: ScimType, what: string) {
    this.#scimType = scimType
    this.#what = what
    if (text.length > LONGEST) throw bad(scimType, `The ${what} is longer than ${LONGEST} characters.`)
    this.#tokens = this.#split(text)
  }

  expression(depth: number): Filter {
    if (depth > DEEPEST) throw bad(this.#scimType, `The ${this.#what} has more than ${DEEPEST} brackets in each other.`)
    return this.#joined('or', () => this.#joined('and', () => this.#term(depth)))
  }

  patchPath(): PatchPath {
    const { text: path } = this.#take('word', 'the name of an attribute')
    if (!this.#isMark('[')) return { path, filter: undefined, sub: undefined }
    const filter = this.#inBrackets(0)
    const sub = this.#peek().kind === 'sub' ? this.#shift().text.slice(1) : undefined
    return { path, filter, sub }
  }

  end() {
    if (this.#peek().kind !== 'end') this.#wrong('the end')
  }

  #joined(word: 'and' | 'or', part: () => Filter): Filter {
    const filters = [part()]
    while (this.#isWord(word)) {
      this.#shift()
      filters.push(part())
    }
    const [first] = filters
    return filters.length === 1 && first ? first : { kind: word, filters }
  }

  #term(depth: number): Filter {
    if (this.#isMark('(')) return this.#inParentheses(depth)
    // An attribute may be called `not`: then an operator follows it.
    if (this.#isWord('not') && this.#isMark('(', 1)) {
      this.#shift()
      return { kind: 'not', filter: this.#inParentheses(depth) }
    }
    const { text: path } = this.#take('word', 'the name of an attribute')
    if (this.#isMark('[')) return { kind: 'value', path, filter: this.#inBrackets(depth) }

    this.#comparisons += 1
    if (this.#comparisons > MOST_COMPARISONS)
      throw bad(this.#scimType, `The ${this.#what} has more than ${MOST_COMPARISONS} comparisons.`)
    const operator = this.#peek()
    const word = operator.kind === 'word' ? operator.text.toLowerCase() : ''
    if (word === 'pr') {
      this.#shift()
      return { kind: 'present', path }
    }
    const by = comparisons.find((one) => one === word)
    if (!by) this.#wrong(`one of ${comparisons.join(', ')} and pr`)
    this.#shift()
    return { kind: 'compare', path, by, value: this.#value() }
  }

  #inParentheses(depth: number): Filter {
    this.#shift()
    const filter = this.expression(depth + 1)
    if (!this.#isMark(')')) this.#wrong('a closing parenthesis')
    this.#shift()
    return filter
  }

  #inBrackets(depth: number): Filter {
    this.#shift()
    const filter = this.expression(depth + 1)
    if (!this.#isMark(']')) this.#wrong('a closing square bracket')
    this.#shift()
    return filter
  }

  #value(): FilterValue {
    const { kind, text } = this.#peek()
    const isWord = kind === 'word' && ['true', 'false', 'null'].includes(text.toLowerCase())
    if (kind !== 'text' && kind !== 'number' && !isWord)
      this.#wrong('a value: "text" in double quotes, a number, true, false or null')
    this.#shift()
    return JSON.parse(isWord ? text.toLowerCase() : text) as FilterValue
  }

  #split(text: string): Token[] {
    const tokens: Token[] = []
    TOKEN.lastIndex = 0
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex
      const groups = TOKEN.exec(text)?.groups
      if (!groups) {
        throw bad(this.#scimType, `The ${this.#what} cannot be read at character ${at + 1}.`)
      }
      const [kind, found] = Object.entries(groups).find(([, one]) => one !== undefined) ?? []
      if (found !== undefined) tokens.push({ kind: kind as Token['kind'], text: found, at })
    }
    return [...tokens, { kind: 'end', text: '', at: text.length }]
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? (this.#tokens.at(-1) as Token)
  }

  #shift(): Token {
    const token = this.#peek()
    this.#next += 1
    return token
  }

  #take(kind: Token['kind'], what: string): Token {
    if (this.#peek().kind !== kind) this.#wrong(what)
    return this.#shift()
  }

  #isMark(text: string, ahead = 0) {
    const token = this.#peek(ahead)
    return token.kind === 'mark' && token.text === text
  }

  #isWord(text: string) {
    const token = this.#peek()
    return token.kind === 'word' && token.text.toLowerCase() === text
  }

  #wrong(expected: string): never {
    throw bad(this.#scimType, `The ${this.#what} lacks ${expected} at character ${this.#peek().at + 1}.`)
  }
}
