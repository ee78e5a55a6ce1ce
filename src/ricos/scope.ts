// What the elements around a point say of it: the state that an element sets and that ends with it. Pure.

import type { RicosNode } from './document.ts'
import { createFrame, type Frame, type ListState } from './frames.ts'
import type { TableState } from './table.ts'
import { PARAGRAPH, type TextBlock } from './text-block.ts'

/** State that an element sets for its content; the walk puts the old one back when the element ends. */
export interface Scope {
  readonly frame: Frame
  readonly block: TextBlock
  readonly list: ListState | undefined
  readonly table: TableState | undefined
  /** Quotes around this point. */
  readonly quotes: number
  /** Indentation of every paragraph here, as in a definition. */
  readonly indentation: number
  /** Tables and collapsible lists around this point. */
  readonly nesting: number
}

// Every scope is spelled out and so made alike, which the walk reads fast.

/** Of a page that fills `nodes`, outside of every element. */
export function pageScope(nodes: RicosNode[]): Scope {
  return {
    frame: createFrame('page', nodes),
    block: PARAGRAPH,
    list: undefined,
    table: undefined,
    quotes: 0,
    indentation: 0,
    nesting: 0,
  }
}

/** The same place with another block for its lines. */
export function withBlock(scope: Scope, block: TextBlock): Scope {
  const { frame, list, table, quotes, indentation, nesting } = scope
  return { frame, block, list, table, quotes, indentation, nesting }
}

/** In a frame of its own: no block or quote around reaches in. */
export function inFrame(
  { nesting }: Scope,
  frame: Frame,
  list: ListState | undefined,
  table: TableState | undefined,
): Scope {
  return { frame, block: PARAGRAPH, list, table, quotes: 0, indentation: 0, nesting }
}

/** With some of it changed; `list` and `table` also to nothing. */
export function changeScope(scope: Scope, change: Partial<Scope>): Scope {
  return {
    frame: change.frame ?? scope.frame,
    block: change.block ?? scope.block,
    list: 'list' in change ? change.list : scope.list,
    table: 'table' in change ? change.table : scope.table,
    quotes: change.quotes ?? scope.quotes,
    indentation: change.indentation ?? scope.indentation,
    nesting: change.nesting ?? scope.nesting,
  }
}
