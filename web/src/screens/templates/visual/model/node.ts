// A template as a document: what the visual editor holds. The shape is ProseMirror's JSON. Pure.
//
// Every node carries the exact text that it came from: its tags (`open`, `close`, `tag`, `source`), the space in front
// of it (`before`) and, for the last one in its parent, behind it (`after`). What is null was made in the editor.

export type Attributes = Record<string, string | number | boolean | null | undefined>

export interface DocumentMark {
  type: string
  attrs?: Attributes
}

export interface DocumentNode {
  type: string
  attrs?: Attributes
  content?: DocumentNode[]
  marks?: DocumentMark[]
  text?: string
}

/** An attribute that is a text, or null where the node is new. */
export function textOf(node: { attrs?: Attributes }, name: string): string | null {
  const value = node.attrs?.[name]
  return typeof value === 'string' ? value : null
}
