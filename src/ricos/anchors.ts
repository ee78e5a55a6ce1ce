// Links to a place on the same page: from an id in the source to the node that stands there.
import type { RicosDocument, RicosNode } from './document.ts'
import { childrenOf } from './document.ts'

/** What sites put before the ids of user content, while links keep the short form. */
const USER_PREFIX = 'user-content-'

export class Anchors {
  readonly #known: ReadonlySet<string>
  /** By id; none before the first, as on most pages. */
  #targets: Map<string, RicosNode> | undefined
  /** Ids seen since the last block. */
  #waiting: string[] = []
  #last: RicosNode | undefined
  #isUsed = false

  constructor(known: ReadonlySet<string>) {
    this.#known = known
  }

  /** The id a link's fragment means, or `undefined` when the page has none. */
  find(fragment: string): string | undefined {
    const decoded = decode(fragment)
    const found = [fragment, decoded, USER_PREFIX + decoded].find((id) => this.#known.has(id))
    if (found !== undefined) this.#isUsed = true
    return found
  }

  /** An element with this id starts here; the block that is open or comes next is its target. */
  note(id: string): void {
    if (id !== '') this.#waiting.push(id)
  }

  /** A block of the document is complete. */
  settle(node: RicosNode): void {
    this.#last = node
    if (this.#waiting.length === 0) return
    this.#targets ??= new Map()
    for (const id of this.#waiting) if (!this.#targets.has(id)) this.#targets.set(id, node)
    this.#waiting = []
  }

  /** A block became part of another one, as a caption of its image. */
  replace(node: RicosNode, by: RicosNode): void {
    const targets = this.#targets
    if (targets !== undefined) for (const [id, target] of targets) if (target === node) targets.set(id, by)
    if (this.#last === node) this.#last = by
  }

  /** Writes node ids into the links. Call after the nodes have theirs. */
  resolve(document: RicosDocument): void {
    if (!this.#isUsed) return
    const done = new Set<object>()
    const visit = (nodes: readonly RicosNode[]) => {
      for (const node of nodes) {
        if (node.type !== 'TEXT') {
          visit(childrenOf(node))
          continue
        }
        for (const decoration of node.textData.decorations) {
          if (decoration.type !== 'ANCHOR' || done.has(decoration)) continue
          done.add(decoration)
          // An id behind the last block, or on something left out, leads to the end of the page.
          const target = this.#targets?.get(decoration.anchorData.anchor) ?? this.#last
          decoration.anchorData.anchor = target?.id ?? ''
        }
      }
    }
    visit(document.nodes)
  }
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
