// Text of HTML as people read it, and back. Pure. Only common names are known: others stay as they are written.

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  shy: '\u00ad',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  copy: '©',
  reg: '®',
  trade: '™',
  sect: '§',
  para: '¶',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  sup2: '²',
  sup3: '³',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
  star: '☆',
  check: '✓',
  iexcl: '¡',
  iquest: '¿',
  ordf: 'ª',
  ordm: 'º',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  Eacute: 'É',
  Egrave: 'È',
  aacute: 'á',
  agrave: 'à',
  acirc: 'â',
  atilde: 'ã',
  aring: 'å',
  aelig: 'æ',
  Aacute: 'Á',
  Agrave: 'À',
  Aring: 'Å',
  ccedil: 'ç',
  Ccedil: 'Ç',
  iacute: 'í',
  igrave: 'ì',
  icirc: 'î',
  iuml: 'ï',
  ntilde: 'ñ',
  Ntilde: 'Ñ',
  oacute: 'ó',
  ograve: 'ò',
  ocirc: 'ô',
  otilde: 'õ',
  oslash: 'ø',
  Oslash: 'Ø',
  oelig: 'œ',
  uacute: 'ú',
  ugrave: 'ù',
  ucirc: 'û',
}
const reference = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]*));/gi

/** A reference to a character, or null where the name is not known. */
function characterOf(
  hex: string | undefined,
  decimal: string | undefined,
  name: string | undefined,
): string | null {
  if (name !== undefined) return Object.hasOwn(named, name) ? named[name]! : null
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  const isCharacter =
    (code >= 0xa0 || code === 9 || code === 10 || (code >= 32 && code < 127)) && code <= 0x10ffff
  return isCharacter && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : null
}

export interface Piece {
  text: string
  /** Whether the text is the source of something that only its source can show. */
  isSource: boolean
}

/** Text between tags: characters, and references that are not known by themselves. */
export function readText(source: string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  let text = ''
  for (const match of source.matchAll(reference)) {
    text += source.slice(done, match.index)
    done = match.index + match[0].length
    const character = characterOf(match[1], match[2], match[3])
    if (character !== null) text += character
    else {
      if (text !== '') pieces.push({ text, isSource: false })
      pieces.push({ text: match[0], isSource: true })
      text = ''
    }
  }
  text += source.slice(done)
  if (text !== '') pieces.push({ text, isSource: false })
  return pieces
}

/** Characters of a text as they stand between tags. */
export function writeText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\u00a0/g, '&nbsp;')
    .replace(/\u00ad/g, '&shy;')
    .replace(/\{(?=[{%])/g, '&#123;')
}

/** As `writeText`, for a text of which every space shall be seen. */
export function writeLine(text: string): string {
  return writeText(text).replace(/ {2}/g, ' &nbsp;')
}

/** The value of an attribute; what Liquid prints into it is left alone. */
export function readValue(source: string): string {
  return outsideOfLiquid(source, (text) =>
    text.replace(reference, (whole, hex, decimal, name) => characterOf(hex, decimal, name) ?? whole),
  )
}

export function writeValue(value: string): string {
  return outsideOfLiquid(value, (text) =>
    text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
  )
}

const liquid = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/

function outsideOfLiquid(text: string, change: (text: string) => string): string {
  return text
    .split(liquid)
    .map((piece, index) => (index % 2 === 1 ? piece : change(piece)))
    .join('')
}
