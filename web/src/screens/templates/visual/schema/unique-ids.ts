// An id is that of one element. What comes of a line that is split, or of something pasted beside its original, has
// none: links to the id lead to where they led.
import { Extension } from '@tiptap/core'
import { isHistoryTransaction } from '@tiptap/pm/history'
import type { Node as DocumentNode, Mark } from '@tiptap/pm/model'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import { attributeOf, tagName, withAttribute } from '../model/attributes.ts'

/** An element with an id: a node, or a mark over the nodes of a line that follow each other. */
interface Place {
  from: number
  to: number
  node: DocumentNode
  mark: Mark | null
}

/** The tag in which a node or a mark has its attributes, and what stands behind it. */
function tagOf({
  open,
  source,
}: Record<string, unknown>): { name: string; tag: string; rest: string } | null {
  const text = typeof open === 'string' ? open : typeof source === 'string' ? source : ''
  // Source of more than one tag is nobody's to change, but for an empty anchor.
  const tag = /^<(?:[^>{]|\{\{.*?\}\})*>/s.exec(text)?.[0] ?? ''
  const rest = text.slice(tag.length)
  if (tag === '' || (rest !== '' && !/^<\/a>$/i.test(rest))) return null
  return { name: typeof open === 'string' ? 'open' : 'source', tag, rest }
}

const idNames = (tag: string) => (tagName(tag) === 'a' ? ['id', 'name'] : ['id'])

function idOf(attrs: Record<string, unknown>): string | null {
  const found = tagOf(attrs)
  if (!found || !/\b(?:id|name)\s*=/i.test(found.tag)) return null
  return (
    idNames(found.tag)
      .map((name) => attributeOf(found.tag, name))
      .find(Boolean) ?? null
  )
}

function withoutId(attrs: Record<string, unknown>): Record<string, unknown> {
  const found = tagOf(attrs)!
  const tag = idNames(found.tag).reduce((text, name) => withAttribute(text, name, null), found.tag)
  return { ...attrs, [found.name]: tag + found.rest }
}

/** Elements by their id, in their order. */
function placesOf(doc: DocumentNode): Map<string, Place[]> {
  const places = new Map<string, Place[]>()
  const add = (id: string | null, place: Place) => {
    if (id !== null) places.set(id, [...(places.get(id) ?? []), place])
  }
  doc.descendants((node, from, parent, index) => {
    add(idOf(node.attrs), { from, to: from + node.nodeSize, node, mark: null })
    const before = index > 0 ? parent?.child(index - 1) : undefined
    for (const mark of node.marks) {
      const id = idOf(mark.attrs)
      const last = id === null ? undefined : places.get(id)?.at(-1)
      if (last?.mark?.eq(mark) && before && mark.isInSet(before.marks)) last.to = from + node.nodeSize
      else add(id, { from, to: from + node.nodeSize, node, mark })
    }
  })
  return places
}

const isBlank = (node: DocumentNode) => {
  let blank = !node.isLeaf
  node.descendants((inner) => {
    blank &&= !inner.isLeaf
  })
  return blank
}

/** Those that came in addition, with the ones that were there kept. */
function surplus(now: Place[], was: Place[], mapped: (at: number) => number): Place[] {
  const count = now.length - Math.max(1, was.length)
  if (count <= 0) return []
  const originals = new Set(was.map(({ from }) => mapped(from)))
  // Before the first letter of a line, Enter makes an empty one: the id goes on with the words.
  const worth = ({ from, node }: Place) => (isBlank(node) ? 0 : 1) + (originals.has(from) ? 1 : 0)
  const byWorth = now.toSorted((a, b) => worth(a) - worth(b) || b.from - a.from)
  return byWorth.slice(0, count)
}

function clear(tr: Transaction, { from, to, node, mark }: Place): void {
  if (mark === null) tr.setNodeMarkup(from, null, withoutId(node.attrs))
  else tr.removeMark(from, to, mark).addMark(from, to, mark.type.create(withoutId(mark.attrs)))
}

export const UniqueIds = Extension.create({
  name: 'uniqueIds',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, before, { doc, tr }) {
        if (before.doc.eq(doc)) return null
        // What is shown or brought back is as it was written.
        if (transactions.some((one) => isHistoryTransaction(one) || one.getMeta('preventUpdate'))) return null
        const was = placesOf(before.doc)
        const mapped = (at: number) => transactions.reduce((place, one) => one.mapping.map(place), at)
        for (const [id, places] of placesOf(doc))
          for (const place of surplus(places, was.get(id) ?? [], mapped)) clear(tr, place)
        return tr.docChanged ? tr : null
      },
    }),
  ],
})
