// Walks along the text between two braces, in the words of the engine: what a name is, what a blank.
import { excerpt } from '../../api/shorten.ts'
import { SyntaxMistake } from './nodes.ts'

// LiquidJS counts every letter beyond ASCII as part of a name, and these as blanks; curly quotes as neither.
const beyond = '\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const blank = new RegExp(`[\\t-\\r ${beyond}]*`, 'y')
const word = new RegExp(`(?:(?![${beyond}\\u201c\\u201d])[\\w?\\-\\u0080-\\uffff])+`, 'y')
const number = new RegExp(
  `[+-]?\\d+(?:\\.\\d+)?(?!(?![${beyond}\\u201c\\u201d])[\\w?\\-\\u0080-\\uffff])`,
  'y',
)

export class Cursor {
  readonly text: string
  readonly end: number
  at: number

  constructor(text: string, at: number, end: number) {
    this.text = text
    this.at = at
    this.end = end
    this.skipBlank()
  }

  get isAtEnd(): boolean {
    return this.at >= this.end
  }

  peek(ahead = 0): string {
    return this.at + ahead < this.end ? this.text[this.at + ahead]! : ''
  }

  skipBlank(): void {
    this.take(blank)
  }

  /** The name that begins here, or an empty text. */
  takeWord(): string {
    return this.take(word)
  }

  peekWord(): string {
    const from = this.at
    const found = this.takeWord()
    this.at = from
    return found
  }

  takeNumber(): string {
    return this.take(number)
  }

  /** Whether this stood here; then it is passed. */
  takeIf(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at) || this.at + sign.length > this.end) return false
    this.at += sign.length
    return true
  }

  expectEnd(): void {
    this.skipBlank()
    if (this.isAtEnd) return
    const hint = hints.find(([sign]) => this.text.startsWith(sign, this.at))?.[1] ?? ''
    throw this.mistake(`"${this.rest()}" stands where nothing more is expected, and would be skipped.${hint}`)
  }

  mistake(message: string, at = this.at): SyntaxMistake {
    return new SyntaxMistake(message, at)
  }

  /** What is left, shortened. */
  rest(): string {
    const rest = this.text.slice(this.at, Math.min(this.end, this.at + 31))
    const line = rest.split('\n', 1)[0]!.trimEnd()
    return line.length > 30 || line.length < rest.trimEnd().length ? `${excerpt(line, 0, 30)}…` : line
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = (pattern.exec(this.text)?.[0] ?? '').slice(0, Math.max(0, this.end - this.at))
    this.at += found.length
    return found
  }
}

const hints: [sign: string, hint: string][] = [
  ['&&', ' Write "and".'],
  ['||', ' Write "or".'],
  ['=', ' To compare, write ==.'],
  ['+', ' To add, use the filter plus.'],
  ['- ', ' To subtract, use the filter minus.'],
  ['*', ' To multiply, use the filter times.'],
  ['/', ' To divide, use the filter divided_by.'],
  ['%', ' For the remainder of a division, use the filter modulo.'],
  ['“', ' Use straight quotes.'],
  ['”', ' Use straight quotes.'],
  [',', ' One thing is printed at a time.'],
]
