// The part of Wix's Ricos document this library writes. Spelled out rather than imported, so that the library
// stands alone; document.test.ts checks it against Wix's own types and validator.

export interface RicosDocument {
  nodes: RicosNode[]
  metadata: { version: 1 }
}

export type Alignment = 'LEFT' | 'CENTER' | 'RIGHT' | 'JUSTIFY'
export type BlockAlignment = 'LEFT' | 'CENTER' | 'RIGHT'

export interface TextStyle {
  textAlignment?: Alignment
}

/** The words of a link's `rel` that Ricos keeps. */
export const RELS = ['nofollow', 'sponsored', 'ugc', 'noreferrer'] as const
export type Rel = Partial<Record<(typeof RELS)[number], true>>

export interface Link {
  url: string
  target?: 'SELF' | 'BLANK' | 'PARENT' | 'TOP'
  rel?: Rel
}

/** A file Wix hosts (`id`) or an absolute address (`url`). */
export interface Source {
  id?: string
  url?: string
}

export interface Media {
  src: Source
  width?: number
  height?: number
}

export interface ContainerData {
  width?: { size: 'CONTENT' | 'SMALL' | 'ORIGINAL' | 'FULL_WIDTH' } | { custom: string }
  height?: { custom: string }
  alignment?: BlockAlignment
}

export type Decoration =
  | { type: 'BOLD'; fontWeightValue: number }
  | { type: 'ITALIC'; italicData: true }
  | { type: 'UNDERLINE'; underlineData: true }
  | { type: 'STRIKETHROUGH'; strikethroughData: true }
  | { type: 'SUPERSCRIPT'; superscriptData: true }
  | { type: 'SUBSCRIPT'; subscriptData: true }
  | { type: 'COLOR'; colorData: { foreground?: string; background?: string } }
  | { type: 'FONT_SIZE'; fontSizeData: { unit: 'PX' | 'EM'; value: number } }
  | { type: 'FONT_FAMILY'; fontFamilyData: { value: string } }
  | { type: 'LINK'; linkData: { link: Link } }
  | { type: 'ANCHOR'; anchorData: { anchor: string } }

export interface TextNode {
  type: 'TEXT'
  id: string
  nodes: never[]
  textData: { text: string; decorations: Decoration[] }
}

export interface ParagraphNode {
  type: 'PARAGRAPH'
  id: string
  nodes: TextNode[]
  paragraphData: { textStyle?: TextStyle; indentation?: number }
}

export interface HeadingNode {
  type: 'HEADING'
  id: string
  nodes: TextNode[]
  headingData: { level: number; textStyle?: TextStyle; indentation?: number }
}

export interface CodeBlockNode {
  type: 'CODE_BLOCK'
  id: string
  nodes: TextNode[]
  codeBlockData: { textStyle?: TextStyle }
}

export interface BlockquoteNode {
  type: 'BLOCKQUOTE'
  id: string
  nodes: [ParagraphNode]
  blockquoteData: { indentation: number }
}

export interface ListItemNode {
  type: 'LIST_ITEM'
  id: string
  nodes: RicosNode[]
}

export interface BulletedListNode {
  type: 'BULLETED_LIST'
  id: string
  nodes: ListItemNode[]
  bulletedListData: { offset?: number }
}

export interface OrderedListNode {
  type: 'ORDERED_LIST'
  id: string
  nodes: ListItemNode[]
  orderedListData: { start?: number; offset?: number }
}

export interface DividerNode {
  type: 'DIVIDER'
  id: string
  nodes: never[]
  dividerData: { lineStyle: 'SINGLE'; width: 'LARGE'; alignment: 'CENTER' }
}

/** Only in documents made with `schema: 'api'`. */
export interface CaptionNode {
  type: 'CAPTION'
  id: string
  nodes: TextNode[]
  captionData: { textStyle?: TextStyle }
}

export interface ImageNode {
  type: 'IMAGE'
  id: string
  nodes: CaptionNode[]
  imageData: {
    containerData: ContainerData
    image: Media
    altText?: string
    caption?: string
    link?: Link
  }
}

export interface VideoNode {
  type: 'VIDEO'
  id: string
  nodes: never[]
  videoData: {
    containerData: ContainerData
    video: Media
    thumbnail?: Media
    title?: string
    options?: { autoPlay?: true; playInLoop?: true }
  }
}

export interface AudioNode {
  type: 'AUDIO'
  id: string
  nodes: never[]
  audioData: { containerData: ContainerData; audio: Media; name?: string }
}

export interface HtmlNode {
  type: 'HTML'
  id: string
  nodes: never[]
  htmlData: { containerData: ContainerData; url?: string; html?: string; source: 'HTML' }
}

export interface ButtonNode {
  type: 'BUTTON'
  id: string
  nodes: never[]
  buttonData: {
    containerData: ContainerData
    type: 'LINK'
    text: string
    link: Link
    styles?: { colors: { text?: string; background?: string } }
  }
}

export interface TableCellNode {
  type: 'TABLE_CELL'
  id: string
  nodes: RicosNode[]
  tableCellData: {
    cellStyle?: { verticalAlignment?: 'TOP' | 'MIDDLE' | 'BOTTOM'; backgroundColor?: string }
  }
}

export interface TableRowNode {
  type: 'TABLE_ROW'
  id: string
  nodes: TableCellNode[]
}

export interface TableNode {
  type: 'TABLE'
  id: string
  nodes: TableRowNode[]
  tableData: {
    dimensions: { colsWidthRatio: number[]; rowsHeight: number[]; colsMinWidth: number[] }
    rowHeader?: true
    columnHeader?: true
  }
}

export interface CollapsibleTitleNode {
  type: 'COLLAPSIBLE_ITEM_TITLE'
  id: string
  nodes: [ParagraphNode | HeadingNode]
}

export interface CollapsibleBodyNode {
  type: 'COLLAPSIBLE_ITEM_BODY'
  id: string
  nodes: RicosNode[]
}

export interface CollapsibleItemNode {
  type: 'COLLAPSIBLE_ITEM'
  id: string
  nodes: [CollapsibleTitleNode, CollapsibleBodyNode]
}

export interface CollapsibleListNode {
  type: 'COLLAPSIBLE_LIST'
  id: string
  nodes: CollapsibleItemNode[]
  collapsibleListData: {
    initialExpandedItems: 'NONE' | 'FIRST' | 'ALL'
    expandOnlyOne?: true
    direction: 'LTR' | 'RTL'
  }
}

/** A block whose own content is text. */
export type TextBlockNode = ParagraphNode | HeadingNode | CodeBlockNode
export type ListNode = BulletedListNode | OrderedListNode

export type RicosNode =
  | TextNode
  | TextBlockNode
  | BlockquoteNode
  | ListNode
  | ListItemNode
  | DividerNode
  | CaptionNode
  | ImageNode
  | VideoNode
  | AudioNode
  | HtmlNode
  | ButtonNode
  | TableNode
  | TableRowNode
  | TableCellNode
  | CollapsibleListNode
  | CollapsibleItemNode
  | CollapsibleTitleNode
  | CollapsibleBodyNode

/** The children of any node, as the one type a walk over the document needs. */
export function childrenOf(node: RicosNode): readonly RicosNode[] {
  return node.nodes
}
