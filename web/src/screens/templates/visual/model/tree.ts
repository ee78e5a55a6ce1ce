// Tokens into a tree in which both languages nest: what does not (a condition around half a row, an element that is
// never closed) is one leaf with its source, as small as it can be. Pure.
import { isEndedBy, mayLackEnd } from './html-names.ts'
import { frameNames, isMiddle, isMiddleOf, isVoid, lex, type Token } from './lex.ts'

export interface Leaf {
  kind: 'text' | 'output' | 'tag' | 'comment' | 'raw'
  from: number
  to: number
  name: string
  /** Names of what begins in here and ends somewhere else. */
  unclosed: string[]
}
export interface Element {
  kind: 'element'
  name: string
  from: number
  openTo: number
  closeFrom: number
  to: number
  children: Tree[]
}
export interface Part {
  from: number
  tagTo: number
  to: number
  name: string
  children: Tree[]
}
/** A condition or loop. */
export interface Frame {
  kind: 'frame'
  name: string
  from: number
  closeFrom: number
  to: number
  parts: Part[]
}
export type Tree = Leaf | Element | Frame

interface Open {
  node: Element | Frame
  list: Tree[]
  /** Something in it does not nest: all of it is shown as source. */
  isOdd: boolean
  /** Where the source has to begin that it is shown as. */
  oddFrom: number
  unclosed: string[]
}

export function grow(source: string): Tree[] {
  const builder = new Builder(source.length)
  for (const token of lex(source)) builder.take(token)
  return builder.finish()
}

class Builder {
  private readonly root: Tree[] = []
  private readonly stack: Open[] = []
  private readonly end: number
  /** Names of all that ever began where it does not nest: only these are looked for. */
  private readonly lost = new Set<string>()

  constructor(end: number) {
    this.end = end
  }

  private get list(): Tree[] {
    return this.stack.at(-1)?.list ?? this.root
  }

  take(token: Token): void {
    if (token.kind === 'open') this.openElement(token)
    else if (token.kind === 'close') this.close(token, token.name, 'element')
    else if (token.kind === 'tag') this.takeTag(token)
    else this.leaf(token)
  }

  finish(): Tree[] {
    if (this.stack.every(lacksEnd)) while (this.stack.length > 0) this.endWithout(this.end)
    else this.collapse(0, this.end)
    return this.root
  }

  private leaf({ kind, from, to, name }: Token): void {
    this.list.push({ kind: kind as Leaf['kind'], from, to, name, unclosed: [] })
  }

  private openElement(token: Token): void {
    for (let top = this.stack.at(-1); top && isElementEndedBy(top, token.name); top = this.stack.at(-1))
      this.endWithout(token.from)
    const { name, from, to } = token
    const node: Element = { kind: 'element', name, from, openTo: to, closeFrom: to, to, children: [] }
    if (isVoid(token)) this.list.push(node)
    else this.push(node, node.children, false)
  }

  private takeTag(token: Token): void {
    const { name, from, to } = token
    if (frameNames.includes(name)) {
      const part: Part = { from, tagTo: to, to, name, children: [] }
      const node: Frame = { kind: 'frame', name, from, closeFrom: to, to, parts: [part] }
      if (token.isInside) this.markOdd(from)
      this.push(node, part.children, token.isInside === true)
    } else if (name.startsWith('end') && frameNames.includes(name.slice(3)))
      this.close(token, name.slice(3), 'frame')
    else if (isMiddle(name)) this.takeMiddle(token)
    else this.leaf(token)
  }

  /** The element whose tag holds half a condition. */
  private markOdd(from: number): void {
    const top = this.stack.at(-1)
    if (top?.node.from === from) top.isOdd = true
  }

  private push(node: Element | Frame, list: Tree[], isOdd: boolean): void {
    this.stack.push({ node, list, isOdd, oddFrom: node.from, unclosed: [] })
  }

  private takeMiddle(token: Token): void {
    const index = this.stack.findLastIndex(
      ({ node }) => node.kind === 'frame' && isMiddleOf(token.name, node.name),
    )
    const owner = this.stack[index]
    if (owner?.node.kind !== 'frame') {
      if (!token.isInside) this.leaf(token)
      return
    }
    if (token.isInside) owner.isOdd = true
    while (this.stack.length > index + 1) {
      const lost = this.stack.pop()!
      owner.isOdd = true
      owner.oddFrom = Math.min(owner.oddFrom, lost.oddFrom)
      owner.unclosed.push(lost.node.name, ...lost.unclosed)
    }
    owner.node.parts.at(-1)!.to = token.from
    const part: Part = { from: token.from, tagTo: token.to, to: token.to, name: token.name, children: [] }
    owner.node.parts.push(part)
    owner.list = part.children
  }

  private close(token: Token, name: string, kind: 'element' | 'frame'): void {
    const index = this.stack.findLastIndex(({ node }) => node.kind === kind && node.name === name)
    if (index === -1) {
      this.stray(token, name)
      return
    }
    // An end tag that was left out is fine between tags of HTML; a condition must not end inside an element.
    if (kind === 'element' && this.stack.slice(index + 1).every(lacksEnd))
      while (this.stack.length > index + 1) this.endWithout(token.from)
    if (token.isInside || this.stack.length > index + 1) {
      this.collapse(index, token.to)
      return
    }
    const { node } = this.stack[index]!
    node.closeFrom = token.from
    node.to = token.to
    if (node.kind === 'frame') node.parts.at(-1)!.to = token.from
    this.pop()
  }

  private pop(): void {
    const top = this.stack.pop()!
    const { node, isOdd, oddFrom, unclosed } = top
    if (isOdd) this.merge(oddFrom, node.to, unclosed)
    else this.list.push(node)
  }

  private endWithout(at: number): void {
    const { node } = this.stack.at(-1)!
    node.closeFrom = at
    node.to = at
    this.pop()
  }

  /** What is open from here on does not nest: one leaf. */
  private collapse(index: number, to: number): void {
    const lost = this.stack.splice(index)
    const unclosed = lost.flatMap((open, at) => [...(at === 0 ? [] : [open.node.name]), ...open.unclosed])
    this.merge(Math.min(...lost.map(({ oddFrom }) => oddFrom)), to, unclosed)
  }

  /** One leaf of everything from there on. */
  private merge(from: number, to: number, unclosed: string[]): void {
    for (const name of unclosed) this.lost.add(name)
    const { list } = this
    const first = list.findIndex((tree) => tree.to > from)
    const swallowed = first === -1 ? [] : list.splice(first)
    this.list.push({
      kind: 'raw',
      from: Math.min(from, swallowed[0]?.from ?? from),
      to,
      name: '',
      unclosed: [...swallowed.flatMap(unclosedIn), ...unclosed],
    })
  }

  /** Ends something that began in a place where it does not nest, or nothing at all. */
  private stray(token: Token, name: string): void {
    for (let level = this.lost.has(name) ? this.stack.length : -1; level >= 0; level--) {
      const list = level === 0 ? this.root : this.stack[level - 1]!.list
      const opener = list.findLast((tree) => unclosedIn(tree).includes(name))
      if (!opener) continue
      const above = this.stack[level]
      if (above) {
        above.isOdd = true
        above.oddFrom = Math.min(above.oddFrom, opener.from)
        if (!token.isInside) this.leaf({ ...token, kind: 'raw' })
        return
      }
      this.merge(opener.from, token.to, [])
      const merged = this.list.at(-1) as Leaf
      merged.unclosed.splice(merged.unclosed.indexOf(name), 1)
      return
    }
    if (!token.isInside) this.leaf({ ...token, kind: 'raw' })
  }
}

const lacksEnd = ({ node, isOdd }: Open) => node.kind === 'element' && !isOdd && mayLackEnd(node.name)
const isElementEndedBy = (open: Open, next: string) => lacksEnd(open) && isEndedBy(open.node.name, next)

function unclosedIn(tree: Tree): string[] {
  if (tree.kind === 'element') return tree.children.flatMap(unclosedIn)
  if (tree.kind === 'frame') return tree.parts.flatMap((part) => part.children.flatMap(unclosedIn))
  return tree.unclosed
}
