// The parts of a merge as a document: clashes by choice, every id once, tables with a height for each row.
import type { Entry, Side, Versions } from './block.ts'
import { clashesIn } from './merged.ts'
import { type AnyNode, childrenOf } from './node.ts'

export interface Written {
  nodes: AnyNode[]
  /** Of each clash where its blocks stand in the document, or would: places from the outside in. */
  at: number[][]
}

/**
 * @param ours the nodes whose ids stay; a block of theirs that has one of them as another block gets a new one
 * @param sideOf which side stands at the nth clash
 */
export function writeDocument(
  entries: readonly Entry<AnyNode>[],
  ours: readonly AnyNode[],
  sideOf: (clash: number) => Side,
): Written {
  const ids = idGiver(ours)
  const at: number[][] = []

  function write(list: readonly Entry<AnyNode>[], path: readonly number[]): AnyNode[] {
    const nodes: AnyNode[] = []
    for (const entry of list) {
      if (entry.is === 'whole') nodes.push(copy(entry.block.node, entry.side))
      else if (entry.is === 'made') nodes.push(copy(entry.node, 'ours'))
      else if (entry.is === 'opened') nodes.push(open(entry, [...path, nodes.length]))
      else {
        const side = sideOf(at.length)
        at.push([...path, nodes.length])
        nodes.push(...entry.clash[side].map(({ node }) => copy(node, side)))
      }
    }
    return nodes
  }

  function open(entry: Opened, path: number[]): AnyNode {
    const id = ids(entry.node.id, 'ours')
    const first = at.length
    const nodes = write(entry.entries, path)
    const opened = { ...entry.node, id, nodes }
    return opened.type === 'TABLE' ? withHeights(opened, entry, (clash) => sideOf(first + clash)) : opened
  }

  function copy(node: AnyNode, side: Side): AnyNode {
    const id = ids(node.id, side)
    const children = childrenOf(node)
    const nodes = children.map((child) => copy(child, side))
    const isSame = id === node.id && nodes.every((child, i) => child === children[i])
    return isSame ? node : { ...node, id, nodes }
  }

  return { nodes: write(entries, []), at }
}

type Opened = Extract<Entry<AnyNode>, { is: 'opened' }>

/** Gives each id once. One that is taken, or none, becomes a new one made of it. */
function idGiver(ours: readonly AnyNode[]): (id: string | undefined, side: Side) => string {
  const reserved = new Set<string>()
  const reserve = (nodes: readonly AnyNode[]) => {
    for (const node of nodes) {
      if (node.id) reserved.add(node.id)
      reserve(childrenOf(node))
    }
  }
  reserve(ours)
  const used = new Set<string>()
  /** New ids of texts are made of their block's. */
  let last = 'm'
  return (wanted, side) => {
    let id = wanted ?? ''
    if (id === '' || used.has(id) || (side === 'theirs' && reserved.has(id))) {
      const stem = id === '' ? last : id
      for (let n = 1; id === '' || used.has(id) || reserved.has(id); n++) id = `${stem}m${n}`
    } else last = id
    used.add(id)
    return id
  }
}

/** A height for each row, which goes with the row: rows of both sides may have come, gone and moved. */
function withHeights(table: AnyNode, { from, entries }: Opened, sideOf: (clash: number) => Side): AnyNode {
  const known = new Map(Object.values(from).flatMap(({ node }) => heightsOf(node)))
  if (known.size === 0) return table
  const usual = Math.min(...known.values())
  const heightOf = (row: AnyNode) => known.get(row) ?? usual
  const mergedHeight = ({ base, ours, theirs }: Versions<AnyNode>) => {
    const [b, o, t] = [heightOf(base.node), heightOf(ours.node), heightOf(theirs.node)] as const
    return t === b ? o : t
  }
  let clashes = 0
  const heights = entries.flatMap((entry): number[] => {
    if (entry.is === 'clash') return entry.clash[sideOf(clashes++)].map(({ node }) => heightOf(node))
    if (entry.is === 'opened') clashes += [...clashesIn(entry.entries)].length
    if (entry.is === 'made') return [usual]
    if (entry.from) return [mergedHeight(entry.from)]
    return entry.is === 'whole' ? [heightOf(entry.block.node)] : []
  })
  const data = table['tableData'] as { dimensions?: Record<string, unknown> } | undefined
  return { ...table, tableData: { ...data, dimensions: { ...data?.dimensions, rowsHeight: heights } } }
}

function heightsOf(table: AnyNode): [AnyNode, number][] {
  const data = table['tableData'] as { dimensions?: { rowsHeight?: number[] } } | undefined
  const heights = data?.dimensions?.rowsHeight ?? []
  return childrenOf(table).flatMap((row, i) => (heights[i] === undefined ? [] : [[row, heights[i]]]))
}
