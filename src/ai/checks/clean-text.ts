// Texts as their facts are looked for in them: what nobody sees is gone, and every digit is one of ten. Pure.
import { parseFragment } from 'parse5'

// The zeros of the scripts in use. Those that Unicode only styles otherwise become plain ones by NFKC.
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
]

/** One and a half may be "1½": its parts must not become "11/2". */
const fraction = /[¼-¾⅐-⅞↉]/gu

export function cleanText(text: string): string {
  return text
    .replace(fraction, (char) => ` ${char}`)
    .normalize('NFKC')
    .replace(/\p{Cf}|\u034f/gu, '')
    .replace(/\p{Nd}/gu, (char) => digitOf(char))
    .replace(/[\u2012-\u2015]/g, '–')
    .replace(/\u2212/g, '-')
    .replace(/[’ʼ]/g, "'")
}

function digitOf(char: string): string {
  const code = char.codePointAt(0)!
  if (code < 0x80) return char
  const zero = zeros.find((one) => code >= one && code < one + 10)
  return zero === undefined ? char : String(code - zero)
}

interface Node {
  nodeName: string
  value?: string
  attrs?: { name: string; value: string }[]
  childNodes?: Node[]
  content?: Node
}

/** Attributes that people read, or that lead somewhere. */
const told = new Set([
  'href',
  'src',
  'alt',
  'title',
  'aria-label',
  'content',
  'action',
  'srcset',
  'poster',
  'data',
  'cite',
  'placeholder',
  'value',
  'label',
])
const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'em',
  'i',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'u',
  'wbr',
  'font',
  'ins',
  'del',
])

/** What a browser shows of a text with tags, and where it leads; null for a text without. */
export function textOfHtml(text: string): string | null {
  if (!/[<&]/.test(text)) return null
  const parts: string[] = []
  const walk = (node: Node): void => {
    if (node.nodeName === '#text') parts.push(node.value ?? '')
    for (const { name, value } of node.attrs ?? []) {
      if (told.has(name)) parts.push(`\n${value}\n`)
    }
    const isInline = inline.has(node.nodeName) || node.nodeName.startsWith('#')
    if (!isInline) parts.push('\n')
    for (const child of [...(node.childNodes ?? []), ...(node.content ? [node.content] : [])]) walk(child)
    if (!isInline) parts.push('\n')
  }
  walk(parseFragment(text) as unknown as Node)
  return parts.join('')
}
