// The values of the records of an XML document: texts by the path of their element, attributes by its path and theirs.
import type { RecordHandlers } from '../records/columns.ts'
import type { XmlHandlers } from '../xml-events.ts'

interface Level {
  /** Within the record. */
  path: string
  text: string
}

/** Of HTML: those that have no end. */
const voidElements = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** `path`: where the records stand, element by element from the root: "rss/channel/item". */
export class RecordWalker implements XmlHandlers {
  readonly #steps: readonly string[]
  readonly #handlers: RecordHandlers
  /** How many elements are open. */
  #depth = 0
  /** How many of them lead to the records. */
  #matched = 0
  /** Of a record and within it. */
  readonly #levels: Level[] = []
  /** An element whose content is markup to be kept as it is, and what was found of it. */
  #markup: { depth: number; text: string } | null = null

  constructor(path: string, handlers: RecordHandlers) {
    this.#steps = path.split('/')
    this.#handlers = handlers
  }

  open(name: string, attributes: Record<string, string>): void {
    this.#depth++
    if (this.#markup) {
      this.#markup.text += openTag(name, attributes)
      return
    }
    const above = this.#levels.at(-1)
    if (above) {
      this.#openWithin(above, name, attributes)
      return
    }
    if (this.#matched !== this.#depth - 1 || this.#steps[this.#matched] !== name) return
    this.#matched++
    if (this.#matched < this.#steps.length) return
    this.#levels.push({ path: '', text: '' })
    this.#addAttributes('', attributes)
  }

  #openWithin(above: Level, name: string, attributes: Record<string, string>): void {
    const step = isAtomLink(name, attributes) ? linkName(attributes) : name
    const path = above.path === '' ? step : `${above.path}.${step}`
    this.#levels.push({ path, text: '' })
    if (isAtomLink(name, attributes)) this.#handlers.value(path, attributes['href']!)
    else this.#addAttributes(path, attributes)
    // XHTML within Atom: its elements are the text, not values of their own.
    if (attributes['type'] === 'xhtml') this.#markup = { depth: this.#depth, text: '' }
  }

  #addAttributes(path: string, attributes: Record<string, string>): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('xmlns')) continue
      this.#handlers.value(path === '' ? name : `${path}.${name}`, value.trim())
    }
  }

  text(content: string): void {
    if (this.#markup) this.#markup.text += escapeText(content)
    else {
      const level = this.#levels.at(-1)
      if (level) level.text += content
    }
  }

  close(name: string): void {
    this.#depth--
    if (this.#markup) {
      if (this.#depth >= this.#markup.depth) {
        if (!voidElements.has(name)) this.#markup.text += `</${name}>`
        return
      }
      this.#levels.at(-1)!.text = this.#markup.text
      this.#markup = null
    }
    const level = this.#levels.pop()
    if (!level) {
      if (this.#matched > this.#depth) this.#matched = this.#depth
      return
    }
    this.#addText(level)
    if (this.#levels.length > 0) return
    this.#matched--
    this.#handlers.record()
  }

  #addText({ path, text }: Level): void {
    const trimmed = text.trim()
    if (trimmed !== '' || path !== '') this.#handlers.value(path, trimmed)
  }
}

/** Atom has its addresses in an attribute: `<link rel="self" href="..."/>`. */
function isAtomLink(name: string, attributes: Record<string, string>): boolean {
  return (name === 'link' || name === 'atom:link') && attributes['href'] !== undefined
}

/** The address of the record itself is its link; others are told apart by what they are. */
function linkName({ rel }: Record<string, string>): string {
  return rel === undefined || rel === 'alternate' ? 'link' : `link.${rel}`
}

function openTag(name: string, attributes: Record<string, string>): string {
  const list = Object.entries(attributes).filter(([key]) => !key.startsWith('xmlns'))
  return `<${name}${list.map(([key, value]) => ` ${key}="${escapeText(value).replaceAll('"', '&quot;')}"`).join('')}>`
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
