// One conversion in progress: the state handlers read and the few things they can do. Knows no element by name.
import { Anchors } from './anchors.ts'
import { takeButtons } from './buttons.ts'
import type { RicosNode, TextNode } from './document.ts'
import { createFrame, type Frame, type ListState, openItem, type Placement, placeBlock } from './frames.ts'
import type { Guard } from './limits.ts'
import { Line } from './line.ts'
import { type LossCode, LossList } from './losses.ts'
import type { Settings } from './options.ts'
import type { ParsedHtml, SourceElement } from './parse.ts'
import { changeScope, inFrame, pageScope, type Scope, withBlock } from './scope.ts'
import { PLAIN_FORMATTING, Style } from './style.ts'
import type { TableState } from './table.ts'
import { nodeOfText, PARAGRAPH, type TextBlock } from './text-block.ts'

export class Conversion {
  readonly nodes: RicosNode[] = []
  readonly losses = new LossList()
  readonly anchors: Anchors
  readonly settings: Settings
  readonly guard: Guard
  readonly outerTables: ReadonlySet<SourceElement>
  style = new Style(PLAIN_FORMATTING)
  scope: Scope
  /** The element being entered or left; losses are reported on it. */
  current: SourceElement = ROOT
  readonly #line = new Line()
  #reported: Set<string> | undefined
  /** Blocks met inside a text that must not be broken; they follow it. */
  #held: RicosNode[] = []
  /** The image (or its like) that was the last thing on this line. */
  #atom: SourceElement | undefined
  #isAtomReported = false
  /** The heading or code block the last text was placed for. */
  #lastBlock: TextBlock | undefined
  /** Where a blank line behind words was read as a blank, and no more words have come yet. */
  #blankLine: SourceElement | undefined
  /** Length of a heading's line where a block inside it ended the first line. */
  #joinedAt: number | undefined

  constructor(parsed: ParsedHtml, settings: Settings, guard: Guard) {
    this.settings = settings
    this.guard = guard
    this.anchors = new Anchors(parsed.ids)
    this.outerTables = parsed.outerTables
    this.scope = pageScope(this.nodes)
  }

  /** The next lines of text become another block, in the same place. */
  enterBlock(block: TextBlock): void {
    // Text is placed by the scope it was read in.
    if (block !== this.scope.block) this.endText()
    this.scope = withBlock(this.scope, block)
  }

  /** What follows goes into a frame of its own, as into a list item or a cell: no block or quote around reaches in. */
  enterFrame(frame: Frame, list: ListState | undefined, table: TableState | undefined): void {
    this.endText()
    this.scope = inFrame(this.scope, frame, list, table)
  }

  /** A list, table or quote starts here: Ricos has none inside a heading, whose words in it are bold instead. */
  leaveHeading(): void {
    this.endText()
    if (this.scope.block.kind !== 'heading') return
    this.loss('heading-content')
    this.style = this.style.with({ bold: true })
  }

  /** Any other change. */
  enter(change: Partial<Scope>): void {
    // Text is placed by the scope it was read in.
    if (change.frame !== undefined || (change.block !== undefined && change.block !== this.scope.block))
      this.endText()
    this.scope = changeScope(this.scope, change)
  }

  loss(code: LossCode, detail?: string): void {
    this.losses.add(code, this.current, detail)
  }

  /** Reports a loss that would repeat on every run of text, such as a font, where it first occurs. */
  lossOnce(code: LossCode, detail: string): void {
    const key = `${code} ${detail}`
    if (this.#isFirst(key)) this.loss(code, detail)
  }

  /** A blank line in the source, read as a blank: reported once words stand on both sides of it. */
  noteBlankLine(): void {
    if (!this.#line.isEmpty) this.#blankLine = this.current
  }

  /** @param isTidy known to have no blanks but single spaces */
  text(value: string, isTidy = false): void {
    const { style } = this
    if (this.#blankLine !== undefined && value.trim() !== '') this.#reportBlankLine(this.#blankLine)
    if (style.isHidden) this.blank()
    else if (this.scope.block.kind === 'code') this.#line.addVerbatim(value.replace(/\r\n?/g, '\n'), style)
    else if (style.whiteSpace === 'normal') this.#line.addCollapsed(value, style, isTidy)
    else this.#preserve(value)
    if (!this.#line.isEmpty) this.#endAtom()
  }

  /** A blank between two things that stand apart without one in the source, such as two buttons. */
  blank(): void {
    if (this.scope.block.kind !== 'code') this.#line.addBlank(this.style)
    else if (!this.#line.isEmpty && !this.#line.endsWith('\n')) this.#line.addVerbatim(' ', this.style)
  }

  /** A block starts or ends here: what follows is on a new line. */
  breakLine(): void {
    const { kind } = this.scope.block
    this.#atom = undefined
    if (this.#line.isEmpty) return
    if (kind === 'heading') {
      this.#line.addBlank(this.style)
      this.#joinedAt ??= this.#line.length
    } else if (kind === 'code') this.#endCodeLine()
    else this.endText()
  }

  /** A line break in the source: unlike `breakLine` it makes an empty line where there is no text. */
  lineBreak(): void {
    const { kind } = this.scope.block
    if (kind === 'code') this.#line.addVerbatim('\n', this.style)
    else if (kind === 'heading') {
      if (!this.#line.isEmpty) this.#joinedAt ??= this.#line.length
      this.#line.addBlank(this.style)
    } else if (!this.#line.isEmpty) this.endText()
    else if (this.#atom === undefined) this.#placeText([])
    this.#atom = undefined
  }

  /** Completes the text being collected, of any kind. */
  endText(): void {
    this.#atom = undefined
    this.#blankLine = undefined
    if (this.#joinedAt !== undefined && this.#joinedAt < this.#line.length) this.loss('line-joined')
    this.#joinedAt = undefined
    if (!this.#line.isEmpty) {
      const buttons =
        this.scope.block.kind === 'paragraph' ? takeButtons(this.#line, this.scope.frame) : undefined
      if (buttons !== undefined) for (const button of buttons) this.place(button)
      else this.#placeText(this.#line.take())
    }
    if (this.#held.length === 0) return
    const held = this.#held
    this.#held = []
    for (const node of held) this.place(node)
  }

  /** Places a block that stood inside a line of text, such as an image. */
  atom(node: RicosNode): void {
    if (this.style.isHidden) return
    const isInText = !this.#line.isEmpty
    if (isInText && this.scope.block.kind !== 'paragraph') {
      this.loss('image-moved')
      this.#held.push(node)
      return
    }
    if (isInText) this.loss('image-moved')
    this.endText()
    this.place(node)
    this.#atom = this.current
    this.#isAtomReported = isInText
  }

  /** Places a block in the current frame, after everything before it. */
  place(node: RicosNode): void {
    const { quotes, list } = this.scope
    let { frame } = this.scope
    if (list !== undefined && list.frame === frame) {
      // Straight inside a list: without an item of its own it would end up behind the items that follow.
      this.loss('list-stray')
      frame = createFrame('item', openItem(list).nodes, frame, list)
    }
    if (quotes > 0 && node.type !== 'BLOCKQUOTE') this.loss('quote-content', node.type)
    const placement: Placement = placeBlock(frame, node)
    if (placement !== 'as-is') this.loss(placement, placement === 'list-split' ? node.type : undefined)
    // A link leads to what a reader sees first: a block inside a table or list, never the box around it.
    if (node.type === 'TABLE' || node.type === 'COLLAPSIBLE_LIST') return
    if (placement === 'heading-demoted') this.anchors.settle(frame.nodes.at(-1) ?? node)
    else this.anchors.settle(placement === 'quote-indented' ? (node.nodes[0] ?? node) : node)
  }

  #reportBlankLine(at: SourceElement): void {
    this.#blankLine = undefined
    if (this.#isFirst('lines-joined')) this.losses.add('lines-joined', at)
  }

  /** Whether something to be reported once has not been yet. */
  #isFirst(key: string): boolean {
    this.#reported ??= new Set()
    if (this.#reported.has(key)) return false
    this.#reported.add(key)
    return true
  }

  /** Text goes on beside an image: the image stands above it now. */
  #endAtom(): void {
    if (this.#atom !== undefined && !this.#isAtomReported) this.losses.add('image-moved', this.#atom)
    this.#atom = undefined
  }

  #preserve(value: string): void {
    const lines = value.split(/\r\n?|\n/)
    for (let i = 0; i < lines.length; i++) {
      if (i > 0) this.lineBreak()
      const text = lines[i] ?? ''
      if (this.style.whiteSpace === 'pre-line') this.#line.addCollapsed(text, this.style, false)
      else this.#line.addVerbatim(text, this.style)
    }
  }

  #endCodeLine(): void {
    if (!this.#line.endsWith('\n')) this.#line.addVerbatim('\n', this.style)
  }

  #placeText(nodes: TextNode[]): void {
    const { block } = this.scope
    if (block !== PARAGRAPH && block.kind !== 'paragraph') {
      if (block === this.#lastBlock) this.loss('block-split')
      this.#lastBlock = block
    }
    const node = nodeOfText(nodes, this.scope, this.style.alignment)
    if (node !== undefined) this.place(node)
  }
}

const ROOT: SourceElement = {
  nodeName: 'body',
  tagName: 'body',
  attrs: [],
  childNodes: [],
  parentNode: null,
  namespaceURI: 'http://www.w3.org/1999/xhtml' as SourceElement['namespaceURI'],
  sourceEnd: 0,
  id: undefined,
  style: undefined,
  classes: undefined,
  hidden: undefined,
  hasData: false,
  styleText: undefined,
}
