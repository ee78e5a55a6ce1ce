// The attributes of one tag of HTML, read and changed in its source; whatever else it says stays as it is. Pure.
import { readValue, writeValue } from './entities.ts'
import { liquidAt } from './lex.ts'

interface Place {
  name: string
  from: number
  to: number
  value: string
}

/** The value of an attribute, or null where the tag has none of that name. */
export function attributeOf(tag: string, name: string): string | null {
  const found = places(tag).find((place) => place.name === name)
  return found ? readValue(found.value) : null
}

/** @param value null takes the attribute away */
export function withAttribute(tag: string, name: string, value: string | null): string {
  if (attributeOf(tag, name) === value) return tag
  const found = places(tag).find((place) => place.name === name)
  const written = value === null ? '' : `${name}="${writeValue(value)}"`
  if (found) {
    const from = value === null ? tag.slice(0, found.from).trimEnd().length : found.from
    return tag.slice(0, from) + written + tag.slice(found.to)
  }
  if (value === null) return tag
  const end = /\s*\/?>$/.exec(tag)?.index ?? tag.length
  return `${tag.slice(0, end)} ${written}${tag.slice(end)}`
}

/** The name of the element that a tag begins. */
export function tagName(tag: string): string {
  return /^<\s*([a-z][^\s/>{]*)/i.exec(tag)?.[1]?.toLowerCase() ?? ''
}

export function withTagName(tag: string, name: string): string {
  return tag.replace(/^<[a-z][^\s/>{]*/i, `<${name}`)
}

function places(tag: string): Place[] {
  const found: Place[] = []
  let at = 1 + tagName(tag).length
  while (at < tag.length) {
    const liquid = liquidAt(tag, at)
    if (liquid) at = liquid.to
    else if (/[\s/>]/.test(tag[at]!)) at++
    else {
      const place = placeAt(tag, at)
      found.push(place)
      at = Math.max(place.to, at + 1)
    }
  }
  return found
}

function placeAt(tag: string, from: number): Place {
  const name = /^[^\s=/>{]+/.exec(tag.slice(from))?.[0] ?? tag[from]!
  const equals = /^\s*=\s*/.exec(tag.slice(from + name.length))
  const place = { name: name.toLowerCase(), from, to: from + name.length, value: '' }
  if (!equals) return place
  const start = place.to + equals[0].length
  const quote = tag[start] === '"' || tag[start] === "'" ? tag[start]! : ''
  let at = start + quote.length
  while (at < tag.length && !(quote === '' ? /[\s>]/.test(tag[at]!) : tag[at] === quote))
    at = liquidAt(tag, at)?.to ?? at + 1
  return { ...place, to: at + quote.length, value: tag.slice(start + quote.length, at) }
}
