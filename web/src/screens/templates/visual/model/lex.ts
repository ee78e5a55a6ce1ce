// A template cut into tokens: tags of HTML, tags and outputs of Liquid, and text. Together they are the whole text,
// character by character. Pure.
import { rawTextElements, voidElements } from './html-names.ts'

export interface Token {
  kind: 'text' | 'output' | 'tag' | 'open' | 'close' | 'comment' | 'raw'
  from: number
  to: number
  /** Of an element, in lower case, or of a tag of Liquid. */
  name: string
  /** A tag of Liquid without its other half inside a tag or comment of HTML; the place is that of the HTML. */
  isInside?: boolean
}

export const frameNames: readonly string[] = ['if', 'unless', 'case', 'for', 'tablerow', 'capture']
const middles: Readonly<Record<string, readonly string[]>> = {
  else: ['if', 'unless', 'case', 'for'],
  elsif: ['if', 'unless'],
  when: ['case'],
}
export const isMiddleOf = (name: string, frame: string) => middles[name]?.includes(frame) ?? false
export const isMiddle = (name: string) => Object.hasOwn(middles, name)

export function lex(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const found = liquidAt(source, at) ?? markupAt(source, at) ?? textAt(source, at)
    tokens.push(found, ...halvesIn(source, found))
    at = found.to
  }
  return tokens
}

/** The output or tag that begins here, or null. One that never ends reaches to the end of the text. */
export function liquidAt(source: string, at: number): Token | null {
  if (source.startsWith('{{', at)) return { kind: 'output', from: at, to: endOf(source, at, '}}'), name: '' }
  if (!source.startsWith('{%', at)) return null
  const to = endOf(source, at, '%}')
  const name = /^\{%-?\s*(#|\w*)/.exec(source.slice(at, at + 60))?.[1] ?? ''
  if (name !== 'raw' && name !== 'comment') return { kind: 'tag', from: at, to, name }
  const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g')
  end.lastIndex = to
  return { kind: 'tag', from: at, to: end.exec(source) ? end.lastIndex : source.length, name }
}

/** As the engine has it: inside quotes nothing ends an output, but a tag ends at the first place where it can. */
function endOf(source: string, at: number, braces: string): number {
  let quote = ''
  for (let p = at + 2; braces === '}}' && p < source.length; p++) {
    const char = source[p]!
    if (quote !== '' && char === '\\') p++
    else if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (source.startsWith(braces, p)) return p + 2
  }
  const plain = source.indexOf(braces, at + 2)
  return plain === -1 ? source.length : plain + 2
}

function markupAt(source: string, at: number): Token | null {
  if (source[at] !== '<') return null
  if (source.startsWith('<!--', at)) {
    const end = source.indexOf('-->', at + 4)
    return { kind: 'comment', from: at, to: end === -1 ? source.length : end + 3, name: '' }
  }
  const opening = /^<(\/?)([a-z][^\s/>{]*)/i.exec(source.slice(at, at + 80))
  if (opening) {
    const name = opening[2]!.toLowerCase()
    const to = tagEnd(source, at + opening[0].length)
    if (opening[1] === '/') return { kind: 'close', from: at, to, name }
    if (!rawTextElements.has(name)) return { kind: 'open', from: at, to, name }
    const end = new RegExp(`</${name}[^>]*>`, 'gi')
    end.lastIndex = to
    return { kind: 'raw', from: at, to: end.exec(source) ? end.lastIndex : source.length, name }
  }
  if (!/^<[!?]/.test(source.slice(at, at + 2))) return null
  const end = source.indexOf('>', at)
  return { kind: 'comment', from: at, to: end === -1 ? source.length : end + 1, name: '' }
}

/** Where a tag of HTML ends; what Liquid prints into it may hold quotes and angle brackets of its own. */
function tagEnd(source: string, at: number): number {
  let quote = ''
  for (let p = at; p < source.length; p++) {
    const liquid = liquidAt(source, p)
    if (liquid) p = liquid.to - 1
    else if (quote !== '') {
      if (source[p] === quote) quote = ''
    } else if (source[p] === '>') return p + 1
    else if ((source[p] === '"' || source[p] === "'") && /=\s*$/.test(source.slice(Math.max(at, p - 8), p)))
      quote = source[p]!
  }
  return source.length
}

function textAt(source: string, from: number): Token {
  let to = from + 1
  while (to < source.length && source[to] !== '<' && source[to] !== '{') to++
  // A brace or an angle bracket that begins nothing is text.
  while (to < source.length && liquidAt(source, to) === null && markupAt(source, to) === null) {
    to++
    while (to < source.length && source[to] !== '<' && source[to] !== '{') to++
  }
  return { kind: 'text', from, to, name: '' }
}

/** Conditions and loops that begin inside a tag of HTML and do not end there, or the other way about. */
function halvesIn(source: string, token: Token): Token[] {
  if (!['open', 'close', 'comment', 'raw'].includes(token.kind)) return []
  const halves: string[] = []
  for (let p = token.from + 1; p < token.to; p++) {
    const liquid = liquidAt(source, p)
    if (!liquid) continue
    p = liquid.to - 1
    const frame = liquid.name.replace(/^end/, '')
    if (liquid.kind !== 'tag' || !frameNames.includes(frame)) continue
    if (liquid.name !== frame && halves.at(-1) === frame) halves.pop()
    else halves.push(liquid.name)
  }
  return halves.map((name) => ({ kind: 'tag', from: token.from, to: token.to, name, isInside: true }))
}

export const isVoid = (token: Token) => voidElements.has(token.name)
