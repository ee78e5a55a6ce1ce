// What GitHub's Markdown has beyond CommonMark, where markdown-it has it otherwise or not at all.
/// <reference path="./markdown-it-footnote.d.ts" />

import createMarkdownIt, { type Env, type MarkdownIt, type StateInline, type Token } from 'markdown-it'
import footnotes from 'markdown-it-footnote'

/** @param html whether HTML inside the Markdown is markup */
export function createRenderer(html: boolean): MarkdownIt {
  const renderer = createMarkdownIt({ html, linkify: true })
  linkAddresses(renderer)
  strike(renderer)
  renderer.use(footnotes)
  // `^[words]` is a note for Pandoc alone.
  renderer.inline.ruler.disable('footnote_inline')
  renderer.core.ruler.before('footnote_tail', 'footnote_unused', ({ env }) => keepUnused(env))
  renderer.core.ruler.push('tag_filter', ({ tokens }) => filterTags(tokens))
  return renderer
}

interface Footnotes {
  /** By label with a colon before it: the place in the list, or -1 for a note nothing refers to. */
  refs?: Record<string, number>
  list?: { label: string; count: number }[]
}

/** A note that nothing refers to would vanish; it stands behind the others instead. */
function keepUnused(env: Env): void {
  const notes = env['footnotes'] as Footnotes | undefined
  for (const [label, place] of Object.entries(notes?.refs ?? {})) {
    if (place >= 0 || notes?.refs === undefined) continue
    notes.list ??= []
    notes.refs[label] = notes.list.length
    notes.list.push({ label: label.slice(1), count: 0 })
  }
}

const DOMAIN = /^[\w-]+(?:\.[\w-]+)*/
/** What may end a sentence, a bracket or a mark around an address, and is no part of it. */
const TRAILING = /(?:[?!.,:*_~'"]+|&[a-z\d]+;)$/i

/** `www.` starts an address, as `https://` does, and marks behind one are none of it. */
function linkAddresses({ linkify }: MarkdownIt): void {
  linkify.add('www.', {
    validate(text, at) {
      const [domain] = DOMAIN.exec(text.slice(at)) ?? ['']
      if (domain === '' || /_[^.]*(?:\.[^.]*)?$/.test(domain)) return 0
      return withoutTrailing(/^[^\s<]*/.exec(text.slice(at))?.[0] ?? '').length
    },
    normalize(match) {
      match.url = `http://${match.url}`
    },
  })
  const matchAtStart = linkify.matchAtStart.bind(linkify)
  linkify.matchAtStart = (text) => {
    const match = matchAtStart(text)
    if (match !== null) match.url = match.url.replace(/[~*_]+[?!.,:~*_]*$/, '')
    return match
  }
  const match = linkify.match.bind(linkify)
  linkify.match = (text) =>
    match(text)?.filter(({ schema, raw }) => schema !== 'mailto:' || MAIL.test(raw)) ?? []
}

const MAIL = /^(?:mailto:)?[^@]+@[\w-]+(?:\.[\w-]+)*(?<![-_])$/

function withoutTrailing(address: string): string {
  let text = address
  for (;;) {
    const open = text.split('(').length
    const cut =
      text.endsWith(')') && text.split(')').length > open ? text.slice(0, -1) : text.replace(TRAILING, '')
    if (cut === text) return text
    text = cut
  }
}

const TILDE = 0x7e
/** The mark of one tilde among the delimiters: it must not close what two opened. */
const SINGLE = -TILDE

/** One tilde or two on each side strike words through; three and more are tildes. */
function strike({ inline }: MarkdownIt): void {
  inline.ruler.at('strikethrough', (state, silent) => {
    if (silent || state.src.charCodeAt(state.pos) !== TILDE) return false
    const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true)
    const token = state.push('text', '', 0)
    token.content = '~'.repeat(length)
    const marker = length === 1 ? SINGLE : TILDE
    if (length <= 2)
      state.delimiters.push({ marker, length: 0, token: state.tokens.length - 1, end: -1, open, close })
    state.pos += length
    return true
  })
  inline.ruler2.after('strikethrough', 'strikethrough_single', (state) => {
    strikeSingle(state, state.delimiters)
    for (const meta of state.tokens_meta)
      if (meta?.delimiters !== undefined) strikeSingle(state, meta.delimiters)
  })
}

function strikeSingle({ tokens }: StateInline, delimiters: StateInline['delimiters']): void {
  for (const opening of delimiters) {
    if (opening.marker !== SINGLE || opening.end === -1) continue
    const closing = delimiters[opening.end]
    mark(tokens[opening.token], 's_open', 1)
    mark(closing === undefined ? undefined : tokens[closing.token], 's_close', -1)
  }
}

function mark(token: Token | undefined, type: string, nesting: 1 | -1): void {
  if (token !== undefined) Object.assign(token, { type, tag: 's', nesting, markup: '~', content: '' })
}

/** Tags whose content a browser takes as it is, up to the closing one: without that the rest of the page is gone. */
const RAW = /<(\/?)(title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?=[\s/>])/gi
/** Those of them that a post can show something of, or must not show at all. */
const USEFUL = new Set(['textarea', 'style', 'xmp', 'iframe', 'script'])

/**
 * GitHub takes these tags as text. So do we, except for an element that is whole in one block and of use: a player's
 * frame must go on working.
 */
function filterTags(tokens: readonly Token[]): void {
  for (const token of tokens) {
    const parts = token.type === 'html_block' ? [token] : (token.children ?? []).filter(isHtml)
    const whole = parts.map(({ content }) => content.toLowerCase()).join('')
    let start = 0
    for (const part of parts) {
      const { content } = part
      part.content = content.replace(RAW, (tag, slash: string, name: string, at: number) => {
        // A block that CommonMark ends with the page: a browser shows no more of it, and that is told.
        if (token === part && LEADING.test(content) && content.slice(0, at).trim() === '') return tag
        const isKept = USEFUL.has(name.toLowerCase()) && isWhole(whole, name.toLowerCase(), slash, start + at)
        return isKept ? tag : `&lt;${tag.slice(1)}`
      })
      start += content.length
    }
  }
}

/** Whether the tag at `at` has its other half in the same block. */
function isWhole(block: string, name: string, slash: string, at: number): boolean {
  if (slash === '') return block.lastIndexOf(`</${name}`) > at
  const opening = block.indexOf(`<${name}`)
  return opening !== -1 && opening < at
}

const LEADING = /^\s*<(?:textarea|style|script)\b/i

function isHtml({ type }: Token): boolean {
  return type === 'html_inline'
}
