// Markdown to a Ricos document, by way of HTML; positions count in the Markdown.
import type { MarkdownIt } from 'markdown-it'
import { convert, type RicosResult } from './convert.ts'
import { cutFrontMatter } from './front-matter.ts'
import { Guard } from './limits.ts'
import { describeLoss } from './losses.ts'
import { createRenderer } from './markdown-rules.ts'
import { type Options, readOptions } from './options.ts'

export interface MarkdownOptions extends Options {
  /** Whether HTML inside the Markdown is markup (`true`, the default) or text. */
  html?: boolean
}

/**
 * Converts Markdown (CommonMark with GitHub's tables, strikethrough, task lists, bare links and footnotes) to a Ricos
 * document. Front matter is left out and reported.
 *
 * The lines of the losses count in the Markdown. Columns are exact inside raw HTML blocks and 1 elsewhere.
 *
 * @throws RicosLimitError when the input passes a limit (`options.limits`)
 */
export function markdownToRicos(markdown: string, options: MarkdownOptions = {}): RicosResult {
  new Guard(readOptions(options).limits).checkSize(markdown)
  const { markdown: body, names } = cutFrontMatter(markdown)
  const { html, pieces } = renderPieces(createRenderer(options.html ?? true), body)
  const result = convert(html, options, (line, column) => placeInMarkdown(pieces, line, column))
  if (names !== undefined)
    result.losses.unshift(describeLoss('front-matter', 'front matter', names.join(', ')))
  return result
}

type Renderer = MarkdownIt
type Environment = NonNullable<Parameters<Renderer['parse']>[1]>
type Token = ReturnType<Renderer['parse']>[number]

/** Which line of the Markdown a stretch of the HTML came from. */
interface Piece {
  /** First line of the stretch in the HTML, from 1. */
  line: number
  markdownLine: number
  /** Line by line the same as the Markdown. */
  hasLines: boolean
  /** Character by character the same. */
  isVerbatim: boolean
}

const LINE_BY_LINE = new Set(['inline', 'html_block', 'fence', 'code_block'])

function renderPieces(renderer: Renderer, markdown: string): { html: string; pieces: Piece[] } {
  const environment: Environment = {}
  const tokens = renderer.parse(markdown, environment)
  const pieces: Piece[] = []
  let html = ''
  let line = 1
  tokens.forEach((token, index) => {
    if (token.type === 'inline') markTask(tokens, index)
    if (token.map != null) {
      const hasLines = LINE_BY_LINE.has(token.type)
      pieces.push({ line, markdownLine: token.map[0] + 1, hasLines, isVerbatim: token.type === 'html_block' })
    }
    const rendered = renderToken(renderer, tokens, index, environment)
    html += rendered
    for (let at = rendered.indexOf('\n'); at !== -1; at = rendered.indexOf('\n', at + 1)) line++
  })
  return { html, pieces }
}

/** One token, as the renderer's own loop would write it. */
function renderToken(renderer: Renderer, tokens: Token[], index: number, environment: Environment): string {
  const token = tokens[index] as Token
  const { rules } = renderer.renderer
  if (token.type === 'inline') {
    return renderer.renderer.renderInline(token.children ?? [], renderer.options, environment)
  }
  const rule = rules[token.type]
  return rule === undefined
    ? renderer.renderer.renderToken(tokens, index, renderer.options)
    : rule(tokens, index, renderer.options, environment, renderer.renderer)
}

const TASK = /^\[([ xX])\]\s/

/** A list item that starts with a box in brackets is a task. */
function markTask(tokens: readonly Token[], index: number): void {
  const first = tokens[index]?.children?.[0]
  if (tokens[index - 2]?.type !== 'list_item_open' || first?.type !== 'text') return
  const mark = TASK.exec(first.content)?.[1]
  if (mark === undefined) return
  first.content = `${mark === ' ' ? '☐' : '☑'} ${first.content.slice(4)}`
}

function placeInMarkdown(
  pieces: readonly Piece[],
  line: number,
  column: number,
): { line: number; column: number } {
  // The last stretch that starts on the line or before it holds the place.
  let low = 0
  let high = pieces.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((pieces[middle]?.line ?? 0) <= line) low = middle
    else high = middle - 1
  }
  const piece = pieces[low]
  if (piece === undefined) return { line: 1, column: 1 }
  const linesIn = piece.hasLines ? line - piece.line : 0
  return { line: piece.markdownLine + linesIn, column: piece.isVerbatim ? column : 1 }
}
