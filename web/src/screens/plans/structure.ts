// Rich content as the server compares it (a line per block and per run of text, indented by depth), in words.
// Pure.

/** A piece of a line: words that a reader sees, a label that says how they are set, or a setting of that label. */
export interface Token {
  kind: 'word' | 'label' | 'detail'
  text: string
}

export interface Line {
  depth: number
  tokens: Token[]
}

const blockNames: Record<string, string> = {
  BLOCKQUOTE: 'Quote',
  BULLETED_LIST: 'Bulleted list',
  BUTTON: 'Button',
  CODE_BLOCK: 'Code',
  COLLAPSIBLE_ITEM: 'Collapsible item',
  COLLAPSIBLE_ITEM_BODY: 'Inside',
  COLLAPSIBLE_ITEM_TITLE: 'Title',
  COLLAPSIBLE_LIST: 'Collapsible list',
  DIVIDER: 'Divider',
  EMBED: 'Embed',
  FILE: 'File',
  GALLERY: 'Gallery',
  GIF: 'GIF',
  HEADING: 'Heading',
  HTML: 'HTML',
  IMAGE: 'Image',
  LINK_PREVIEW: 'Link preview',
  LIST_ITEM: '•',
  MAP: 'Map',
  ORDERED_LIST: 'Numbered list',
  PARAGRAPH: 'Paragraph',
  POLL: 'Poll',
  TABLE: 'Table',
  TABLE_CELL: 'Cell',
  TABLE_ROW: 'Row',
  VIDEO: 'Video',
}
const markNames: Record<string, string> = {
  ANCHOR: 'anchor',
  COLOR: 'colour',
  LINK: 'link',
  FONT_SIZE: 'size',
}
const blockLine = /^( *)([A-Z][A-Z_0-9]*)(?: (\{.*\}))?$/
const textLine = /^( *)("(?:[^"\\]|\\.)*")(?: (.*))?$/s

/** Whether a text is rich content in the server's notation, and not a person's words. */
export function isStructured(text: string): boolean {
  const type = blockLine.exec(text.split('\n', 1)[0] ?? '')?.[2]
  return type !== undefined && type in blockNames
}

/** Lines to read: the label of a block and its words. What cannot be read (a text cut short) is shown as it is. */
export function structureLines(text: string): Line[] {
  const lines: Line[] = []
  for (const source of text.split('\n')) {
    const run = textLine.exec(source)
    const block = run ? null : blockLine.exec(source)
    if (run) addRun(lines, run[2] ?? '""', run[3] ?? '', (run[1]?.length ?? 0) / 2)
    else if (block) addBlock(lines, block[2] ?? '', parsed(block[3]), (block[1]?.length ?? 0) / 2)
    else if (source !== '') lines.push({ depth: 0, tokens: wordsOf(source) })
  }
  return lines.filter((line) => line.tokens.length > 0)
}

export function wordsOf(text: string): Token[] {
  return (text.match(/\s+|[^\s<>]+|[<>]/g) ?? []).map((word) => ({ kind: 'word', text: word }))
}

function addBlock(lines: Line[], type: string, data: Record<string, unknown>, depth: number): void {
  const { level, ...rest } = leaves(data)
  const name = blockNames[type] ?? inWords(type)
  const title = type === 'HEADING' && level !== undefined ? `${name} ${level}` : name
  const details = detailsOf(type === 'HEADING' ? rest : { ...rest, ...(level && { level }) })
  const last = lines.at(-1)
  // A paragraph is what everything is made of: named only where something is set about it.
  const isPlain = type === 'PARAGRAPH' && details.length === 0
  const isFirstInside =
    last !== undefined && last.depth < depth && last.tokens.every((token) => token.kind !== 'word')
  if (isPlain && isFirstInside && /^(•|Cell|Quote|Title)/.test(last.tokens[0]?.text ?? '')) return
  lines.push({ depth, tokens: isPlain ? [] : [{ kind: 'label', text: title }, ...details] })
}

function addRun(lines: Line[], json: string, marks: string, depth: number): void {
  const tokens: Token[] = [...marksOf(marks), ...wordsOf(String(JSON.parse(json)))]
  const last = lines.at(-1)
  if (last) last.tokens.push(...tokens)
  else lines.push({ depth, tokens })
}

/** `BOLD {"fontWeightValue":700} LINK {...}`: a label each. */
function marksOf(text: string): Token[] {
  return splitMarks(text).flatMap(({ type, data }) => {
    const settings = Object.entries(leaves(data))
      .filter(([key, value]) => !isSaidByName(type, key, value))
      .map(([key, value]) => [type === 'LINK' && key === 'url' ? 'to' : key, value])
    const name = markNames[type] ?? inWords(type).toLowerCase()
    return [{ kind: 'label' as const, text: name }, ...detailsOf(Object.fromEntries(settings))]
  })
}

function detailsOf(settings: Record<string, string>): Token[] {
  return Object.entries(settings).map(([key, value]) => ({
    kind: 'detail',
    text: value === 'yes' ? key : `${key} ${value}`,
  }))
}

/** Cuts where a name begins outside of braces and quotes. */
function splitMarks(text: string): { type: string; data: Record<string, unknown> }[] {
  const marks: { type: string; json: string }[] = []
  let open = 0
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]|[^"{}]+/g)) {
    if (part === '{') open += 1
    const mark = marks.at(-1)
    if (open > 0 && mark) mark.json += part
    else for (const type of part.split(/\s+/)) if (type !== '') marks.push({ type, json: '' })
    if (part === '}') open -= 1
  }
  return marks.map(({ type, json }) => ({ type, data: parsed(json || undefined) }))
}

function isSaidByName(type: string, key: string, value: string): boolean {
  return value === 'yes' || (type === 'BOLD' && key === 'font weight value' && value === '700')
}

/** `{"imageData":{"altText":"A"}}` as `alt text: A`; the last name of each path is enough to read. */
function leaves(data: Record<string, unknown>): Record<string, string> {
  const found: Record<string, string> = {}
  const visit = (value: unknown, path: string[]): void => {
    if (typeof value === 'object' && value !== null && !isPlainList(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
      return
    }
    const short = inWords(path.filter((part) => !/^\d+$/.test(part)).at(-1) ?? '').toLowerCase()
    const name = short in found ? path.map(inWords).join(' ').toLowerCase() : short
    found[name] = value === true ? 'yes' : isPlainList(value) ? value.join(' ') : String(value)
  }
  visit(data, [])
  return found
}

function isPlainList(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((entry) => typeof entry !== 'object')
}

function inWords(name: string): string {
  const spaced = name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
  return `${spaced.charAt(0).toUpperCase()}${spaced.slice(1).toLowerCase()}`
}

function parsed(json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {}
  try {
    return JSON.parse(json) as Record<string, unknown>
  } catch {
    return { as: json }
  }
}
