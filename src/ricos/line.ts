// One line of text being collected: runs with their style, white space collapsed as a browser does it.
import type { Decoration, TextNode } from './document.ts'
import type { Style } from './style.ts'

/** Blanks that are not one blank already. */
const LOOSE_BLANKS = /[\t\n\f\r][ \t\n\f\r]*| [ \t\n\f\r]+/g

export interface Run {
  text: string
  style: Style
}

export class Line {
  #runs: Run[] = []
  #length = 0
  /** The style of a blank that is shown only if more text follows. */
  #blank: Style | undefined

  get isEmpty(): boolean {
    return this.#runs.length === 0
  }

  /** Characters so far, without a blank that may not be shown. */
  get length(): number {
    return this.#length
  }

  get runs(): readonly Run[] {
    return this.#runs
  }

  /**
   * Adds text whose blanks collapse: none at the ends of the line, one between words.
   *
   * @param isTidy known to have no blanks but single spaces, as most texts: nothing to rewrite
   */
  addCollapsed(value: string, style: Style, isTidy: boolean): void {
    const start = endOfBlanks(value)
    if (start > 0) this.addBlank(style)
    if (start === value.length) return
    let end = value.length
    while (isBlank(value.charCodeAt(end - 1))) end--
    const words = start === 0 && end === value.length ? value : value.slice(start, end)
    const text = isTidy ? words : words.replace(LOOSE_BLANKS, ' ')
    if (this.#blank === undefined) this.#append(text, style)
    else if (this.#blank === style) this.#append(` ${text}`, style)
    else {
      this.#append(' ', this.#blank)
      this.#append(text, style)
    }
    this.#blank = end < value.length ? style : undefined
  }

  /** Adds text as it is. */
  addVerbatim(text: string, style: Style): void {
    if (text === '') return
    if (this.#blank !== undefined) this.#append(' ', this.#blank)
    this.#blank = undefined
    this.#append(text, style)
  }

  /** Makes sure the next word does not touch the last one. */
  addBlank(style: Style): void {
    if (!this.isEmpty) this.#blank ??= style
  }

  endsWith(text: string): boolean {
    return this.#runs.at(-1)?.text.endsWith(text) ?? false
  }

  /** The line's text nodes; the line is empty afterwards. */
  take(): TextNode[] {
    const nodes = toNodes(this.#runs)
    this.#runs = []
    this.#length = 0
    this.#blank = undefined
    return nodes
  }

  #append(text: string, style: Style): void {
    this.#length += text.length
    const last = this.#runs.at(-1)
    if (last === undefined) this.#runs = [{ text, style }]
    else if (isSame(last.style, style)) last.text += text
    else this.#runs.push({ text, style })
  }
}

/** Where the first word of a text starts; its length when there is none, as between two blocks. */
function endOfBlanks(text: string): number {
  let at = 0
  while (at < text.length && isBlank(text.charCodeAt(at))) at++
  return at
}

/** Blank, tab, line feed, form feed or carriage return: what HTML collapses. */
function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d || unit === 0x0c
}

function isSame(a: Style, b: Style): boolean {
  if (a === b) return true
  return a.isAlike(b) && (a.link === b.link || (a.link?.isButton !== true && b.link?.isButton !== true))
}

function toNodes(runs: readonly Run[]): TextNode[] {
  const [first] = runs
  if (first === undefined) return []
  let node = createText(first.text, first.style.decorations)
  let { style } = first
  // Most lines are one run. An array written down is as large as that; one that grows takes room for 17 at once.
  const nodes = [node]
  for (let i = 1; i < runs.length; i++) {
    const run = runs[i] as Run
    if (style.isAlike(run.style)) node.textData.text += run.text
    else {
      node = createText(run.text, run.style.decorations)
      nodes.push(node)
    }
    style = run.style
  }
  return nodes
}

/** The same text in bold. */
export function embolden(nodes: readonly TextNode[]): TextNode[] {
  const bold = nodes.map(({ textData: { text, decorations } }) => {
    const rest = decorations.filter(({ type }) => type !== 'BOLD')
    return createText(text, [{ type: 'BOLD', fontWeightValue: 700 }, ...rest])
  })
  // Most header cells hold one text, which has no neighbour to be compared with.
  return bold.length < 2 ? bold : mergeTexts(bold)
}

/** The same text with adjacent runs of equal formatting joined. */
export function mergeTexts(nodes: readonly TextNode[]): TextNode[] {
  const merged: TextNode[] = []
  let lastKey: string | undefined
  for (const { textData } of nodes) {
    const key = JSON.stringify(textData.decorations)
    const last = merged.at(-1)
    if (last !== undefined && key === lastKey) last.textData.text += textData.text
    else merged.push(createText(textData.text, textData.decorations))
    lastKey = key
  }
  return merged
}

export function createText(text: string, decorations: Decoration[]): TextNode {
  return { type: 'TEXT', id: '', nodes: [], textData: { text, decorations } }
}
