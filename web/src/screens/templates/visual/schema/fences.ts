// A condition in a line has a chip at each of its ends. Who takes one away takes the other one away as well: half a
// condition is a mistake that nobody sees.
import { Extension } from '@tiptap/core'
import type { Node as DocumentNode } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { readTag } from '../model/condition.ts'
import { frameNames, isMiddleOf } from '../model/lex.ts'

interface Fence {
  name: string
  at: number
  /** Middles that belong to it. */
  middles: number[]
}

/** Places of chips in a line that have lost their other half. */
export function looseFences(line: DocumentNode): number[] {
  const open: Fence[] = []
  const loose: number[] = []
  line.forEach((node, at) => {
    if (node.type.name !== 'fence') return
    const { name } = readTag(String(node.attrs.source))
    const top = open.at(-1)
    if (frameNames.includes(name)) open.push({ name, at, middles: [] })
    else if (top && isMiddleOf(name, top.name)) top.middles.push(at)
    else if (top && name === `end${top.name}`) open.pop()
    else loose.push(at)
  })
  return [...loose, ...open.flatMap(({ at, middles }) => [at, ...middles])].sort((a, b) => a - b)
}

/** Whether a place in a line is inside one of its conditions. */
export function isInsideFences(line: DocumentNode, offset: number): boolean {
  let depth = 0
  line.forEach((node, at) => {
    if (node.type.name !== 'fence' || at >= offset) return
    const { name } = readTag(String(node.attrs.source))
    if (frameNames.includes(name)) depth++
    else if (name.startsWith('end')) depth--
  })
  return depth > 0
}

/** Places of frames whose beginning was deleted with what stood in front of them; innermost last. */
function brokenFrames(doc: DocumentNode): number[] {
  const places: number[] = []
  doc.descendants((node, at) => {
    if (!/frame$/i.test(node.type.name)) return !node.isTextblock
    const first = readTag(String(node.firstChild?.attrs.tag)).name
    const end = readTag(String(node.attrs.close)).name
    const isWhole = node.attrs.head ? first === 'when' || first === 'else' : end === `end${first}`
    let hasTags = true
    node.forEach((branch) => {
      hasTags &&= typeof branch.attrs.tag === 'string'
    })
    if (!isWhole || !hasTags) places.push(at)
    return true
  })
  return places
}

/** What the branches of a frame hold. */
export function contentOf(frame: DocumentNode): DocumentNode[] {
  const content: DocumentNode[] = []
  frame.forEach((branch) => {
    branch.forEach((node) => {
      content.push(node)
    })
  })
  return content
}

export const Fences = Extension.create({
  name: 'fences',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, before, { doc, tr }) {
        if (!transactions.some(({ docChanged }) => docChanged) || before.doc === doc) return null
        const places: number[] = []
        doc.descendants((node, at) => {
          if (!node.isTextblock) return true
          places.push(...looseFences(node).map((offset) => at + 1 + offset))
          return false
        })
        for (const place of places.toReversed()) tr.delete(place, place + 1)
        for (const at of brokenFrames(tr.doc).toReversed()) {
          const frame = tr.doc.nodeAt(at)!
          tr.replaceWith(at, at + frame.nodeSize, contentOf(frame))
        }
        return tr.docChanged ? tr : null
      },
    }),
  ],
})
