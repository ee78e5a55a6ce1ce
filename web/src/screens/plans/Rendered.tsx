// A piece of a page as readers see it, with the words marked that differ from another version. The server has made the
// HTML safe; nothing here relies on it: only elements and addresses of the lists below are drawn.
import { createElement, type ReactNode, useMemo, useState } from 'react'
import { counted } from '../../ui/format.ts'
import classes from './Collisions.module.css'
import { type Mark, markedTexts, type Stretch } from './marked-text.ts'

const drawn = new Set(
  [
    'a b blockquote br caption code dd del details dl dt em figcaption figure hr i img ins li',
    'mark ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr u ul div',
  ].flatMap((line) => line.split(' ')),
)
const inLine = new Set('a b code del em i ins mark s small span strong sub sup u'.split(' '))
const empty = new Set(['br', 'hr', 'img'])
const players: Readonly<Record<string, string>> = { iframe: 'Embedded', video: 'Video', audio: 'Sound' }

interface Props {
  html: string
  /** The version whose words count as before. */
  before: string
  /** `gone`: this is the older of two, in which what goes is struck; `come`: the newer, in which what comes is marked. */
  shows?: Shown
}

type Shown = 'both' | 'gone' | 'come'

/** Blocks beside one that differs are shown, others only counted. */
const keptAround = 1
const leastFolded = 2

export function Rendered({ html, before, shows = 'both' }: Props) {
  const blocks = useMemo(() => draw(html, before, shows), [html, before, shows])
  const [isWhole, setWhole] = useState(false)
  const content = isWhole ? blocks.map(({ content }) => content) : folded(blocks, () => setWhole(true))
  return <div className={classes.rendered}>{content}</div>
}

/** What stands at the top of a text, and whether it is otherwise than before. */
interface Block {
  content: ReactNode
  differs: boolean
}

/** Everything where nothing differs: then it is looked at for its own sake. */
function folded(blocks: readonly Block[], onUnfold: () => void): ReactNode[] {
  const differing = blocks.map(({ differs }) => differs)
  if (!differing.includes(true)) return blocks.map(({ content }) => content)
  const isNear = (at: number) =>
    differing.slice(Math.max(0, at - keptAround), at + keptAround + 1).includes(true)
  const shown: ReactNode[] = []
  for (let at = 0; at < blocks.length; ) {
    let end = at
    while (end < blocks.length && !isNear(end)) end += 1
    if (end - at < leastFolded) end = at
    if (end === at) shown.push(blocks[at++]?.content)
    else {
      shown.push(
        <button key={`fold ${at}`} type="button" className={classes.fold} onClick={onUnfold}>
          {counted(end - at, 'equal part')}
        </button>,
      )
      at = end
    }
  }
  return shown
}

function draw(html: string, before: string, shows: Shown): Block[] {
  const body = parsed(html)
  const former = parsed(before)
  const texts = textsOf(body)
  const all = markedTexts(textsOf(former), texts)
  const marks = new Map(texts.map(({ node }, i) => [node, all[i] ?? []]))
  const seen = new Map([...marks].map(([node, list]) => [node, list.flatMap((mark) => shownAs(mark, shows))]))
  const marked = new Set(
    texts.filter(({ node }) => marks.get(node)?.some(({ kind }) => kind !== 'same')).map(topOf(body)),
  )
  const known = new Set([...former.children].map(({ outerHTML }) => outerHTML))
  return [...body.childNodes].map((node, at) => {
    const content = drawNode(node, seen, `${at}`)
    const isNew = before !== '' && node instanceof Element && !known.has(node.outerHTML)
    if (!isNew || marked.has(node)) return { content, differs: marked.has(node) }
    return { content: otherwise(content, `${at}`), differs: true }
  })
}

/** Which child of the body a text stands in. */
function topOf(body: HTMLElement): (text: PlacedText) => Node {
  return ({ node }) => {
    let top: Node = node
    while (top.parentNode !== null && top.parentNode !== body) top = top.parentNode
    return top
  }
}

function otherwise(content: ReactNode, key: string): ReactNode {
  return (
    <div key={key} className={classes.otherwise}>
      {content}
      <small>The same words, set otherwise.</small>
    </div>
  )
}

/** Of the older of two texts, the words that the newer one does not have are those that go. */
function shownAs(mark: Mark, shows: Shown): Mark[] {
  if (shows === 'both' || mark.kind === 'same') return [mark]
  if (mark.kind === 'removed') return []
  return [{ ...mark, kind: shows === 'gone' ? 'removed' : 'added' }]
}

/** A document that runs and loads nothing. */
function parsed(html: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const unseen of body.querySelectorAll('script, style, template, noscript')) unseen.remove()
  return body
}

interface PlacedText extends Stretch {
  node: Text
}

/** All texts in reading order; one ends its line where the next stands in another block. */
function textsOf(body: HTMLElement): PlacedText[] {
  const nodes: { node: Text; block: Element | null }[] = []
  const walk = (node: Node, block: Element | null) => {
    if (node instanceof Text) nodes.push({ node, block })
    else
      for (const child of node.childNodes) walk(child, node instanceof Element && isLine(node) ? node : block)
  }
  walk(body, null)
  return nodes.map(({ node, block }, i) => ({
    node,
    text: node.data,
    ends: nodes[i + 1]?.block !== block,
  }))
}

function isLine({ localName }: Element): boolean {
  return !inLine.has(localName)
}

function drawAll(node: Node, marks: ReadonlyMap<Node, Mark[]>): ReactNode[] {
  return [...node.childNodes].map((child, key) => drawNode(child, marks, `${key}`))
}

function drawNode(node: Node, marks: ReadonlyMap<Node, Mark[]>, key: string): ReactNode {
  if (node instanceof Text) return (marks.get(node) ?? []).map((mark, at) => drawMark(mark, `${key}.${at}`))
  if (!(node instanceof Element)) return null
  const name = node.localName
  const player = players[name]
  if (player !== undefined) return drawPlayer(node, player, key)
  // A heading of the page is none of this screen.
  if (/^h[1-6]$/.test(name))
    return (
      <p key={key} className={classes.heading} data-level={name[1]}>
        {drawAll(node, marks)}
      </p>
    )
  if (!drawn.has(name)) return <span key={key}>{drawAll(node, marks)}</span>
  // Whatever opens is open here, since both versions should be seen at once.
  const open = name === 'details' ? { open: true } : {}
  const attributes = { key, ...open, ...attributesOf(node) }
  return empty.has(name)
    ? createElement(name, attributes)
    : createElement(name, attributes, drawAll(node, marks))
}

function drawMark({ kind, text }: Mark, key: string): ReactNode {
  if (kind === 'removed') return <del key={key}>{text}</del>
  return kind === 'added' ? <ins key={key}>{text}</ins> : text
}

function drawPlayer(node: Element, word: string, key: string): ReactNode {
  const address = node.getAttribute('src') ?? ''
  const name = node.getAttribute('title') || address || 'content of its own'
  return (
    <p key={key} className={classes.player}>
      {word}: {name}
    </p>
  )
}

function attributesOf(node: Element): Record<string, unknown> {
  const value = (name: string) => node.getAttribute(name) ?? undefined
  const textAlign = node instanceof HTMLElement ? node.style.textAlign : ''
  const style = textAlign === '' ? {} : { style: { textAlign } }
  switch (node.localName) {
    case 'a': {
      const href = safe(value('href'), /^(https?|mailto|tel):/i)
      return { ...style, ...(href && { href, target: '_blank', rel: 'noreferrer', title: href }) }
    }
    case 'img': {
      const src = safe(value('src'), /^https?:/i)
      return { src, alt: value('alt') ?? '', title: value('alt'), loading: 'lazy' }
    }
    case 'ol':
      return { ...style, ...(value('start') && { start: Number(value('start')) || 1 }) }
    case 'td':
    case 'th':
      return { ...style, colSpan: Number(value('colspan')) || 1, rowSpan: Number(value('rowspan')) || 1 }
    default:
      return style
  }
}

function safe(address: string | undefined, allowed: RegExp): string | undefined {
  return address !== undefined && allowed.test(address) ? address : undefined
}
