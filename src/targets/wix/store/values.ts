// Reading what a template wrote into the fields of a product. Pure.

/** A decimal number without zeros that say nothing: `9.90` is `9.9`. Null for anything else. */
export function readAmount(text: string): string | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return null
  const whole = match[1]!.replace(/^0+(?=\d)/, '')
  const decimals = (match[2] ?? '').replace(/0+$/, '')
  return decimals === '' ? whole : `${whole}.${decimals}`
}

/** Money of any spelling as a comparable text; blank where there is none. */
export function canonicalAmount(amount: string | number | null | undefined): string {
  if (amount === null || amount === undefined || amount === '') return ''
  return readAmount(String(amount)) ?? String(amount)
}

export type Stock = { inStock: boolean } | { quantity: number }

const inWords = new Set(['in stock', 'instock', 'available', 'yes', 'true'])
const outWords = new Set(['out of stock', 'outofstock', 'sold out', 'unavailable', 'no', 'false'])

/** A whole number is a quantity; words say whether there is any. Null for anything else. */
export function readStock(text: string): Stock | null {
  const word = text.trim().toLowerCase().replace(/[_-]+/g, ' ')
  if (/^\d+$/.test(word)) return { quantity: Number(word) }
  if (inWords.has(word)) return { inStock: true }
  return outWords.has(word) ? { inStock: false } : null
}

export function canonicalStock(stock: Stock): string {
  if ('quantity' in stock) return String(stock.quantity)
  return stock.inStock ? 'in stock' : 'out of stock'
}

const yesWords = new Set(['true', 'yes', '1', 'visible'])
const noWords = new Set(['false', 'no', '0', 'hidden'])

export function readBoolean(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  if (yesWords.has(word)) return true
  return noWords.has(word) ? false : null
}

export interface Picture {
  url: string
  alt: string
}

/** One picture a line, `address | text`. The same address counts once, since Wix refuses it twice. */
export function readPictures(text: string): Picture[] {
  const pictures = new Map<string, Picture>()
  for (const line of text.split(/[\r\n]+/)) {
    const at = line.indexOf('|')
    const url = (at < 0 ? line : line.slice(0, at)).trim()
    const alt = at < 0 ? '' : line.slice(at + 1).trim()
    if (url !== '' && !pictures.has(url)) pictures.set(url, { url, alt })
  }
  return [...pictures.values()]
}

export function canonicalLine(text: string | null | undefined): string {
  return (text ?? '').trim().replace(/\s+/g, ' ')
}
