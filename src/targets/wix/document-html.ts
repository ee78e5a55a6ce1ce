// The canonical text of rich content (document.ts), as its readers see it. Pure.
import { type RicosDocument, RicosLimitError, ricosToHtml } from '../../ricos/index.ts'
import { isEmptyDocument } from './document.ts'

interface Block {
  type: string
  nodes: (Block | Run)[]
  [data: string]: unknown
}

interface Run {
  type: 'TEXT'
  id: ''
  nodes: []
  textData: { text: string; decorations: Record<string, unknown>[] }
}

const blockLine = /^( *)([A-Z][A-Z_0-9]*)(?: (\{.*\}))?$/
const textLine = /^( *)("(?:[^"\\]|\\.)*")(?: (.*))?$/
/** So many characters are shown; what is longer ends with its last whole line. */
const longestShown = 200_000

/**
 * Safe HTML of a canonical document; null of any other text, of one in which there is nothing to see, and of one that
 * an editor of Wix made of more than HTML has.
 */
export function documentHtml(text: string): string | null {
  const nodes = blocksOf(text.length > longestShown ? wholeLines(text) : text)
  if (nodes === null || isEmptyDocument({ nodes })) return null
  try {
    return ricosToHtml({ nodes, metadata: { version: 1 } } as unknown as RicosDocument)
  } catch (error) {
    // What stands on the site need not have all that its type says.
    if (error instanceof TypeError || error instanceof RicosLimitError) return null
    throw error
  }
}

function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n', longestShown))
}

/** Null where a line is none of a document. */
function blocksOf(text: string): Block[] | null {
  const root: Block = { type: '', nodes: [] }
  const open: Block[] = [root]
  for (const line of text.split('\n')) {
    const run = textLine.exec(line)
    const block = run ? null : blockLine.exec(line)
    const depth = (run ?? block)?.[1]?.length ?? 0
    const parent = open[depth / 2]
    if (parent === undefined || (run && parent === root)) return null
    const node = run ? runOf(run[2]!, run[3] ?? '') : block && blockOf(block[2]!, block[3])
    if (!node) return null
    parent.nodes.push(node)
    open.length = depth / 2 + 1
    if (node.type !== 'TEXT') open.push(node as Block)
  }
  return root.nodes as Block[]
}

/** Of what was left out as a default, at least the place is there. */
function blockOf(type: string, json: string | undefined): Block | null {
  const data = parsed(json ?? '{}')
  const place = `${type.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Data`
  return data && { [place]: {}, ...data, id: '', type, nodes: [] }
}

function runOf(json: string, marks: string): Run | null {
  const decorations = marksOf(marks)
  const text: unknown = JSON.parse(json)
  return decorations && { type: 'TEXT', id: '', nodes: [], textData: { text: String(text), decorations } }
}

/** `BOLD {"fontWeightValue":700} ITALIC`, cut where a name begins outside of braces and quotes. */
function marksOf(text: string): Record<string, unknown>[] | null {
  const marks: { type: string; json: string }[] = []
  let open = 0
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]|[^"{}]+/g)) {
    if (part === '{') open += 1
    const last = marks.at(-1)
    if (open > 0 && last) last.json += part
    else for (const type of part.split(' ')) if (type !== '') marks.push({ type, json: '' })
    if (part === '}') open -= 1
  }
  const decorations = marks.map(({ type, json }) => {
    const data = parsed(json || '{}')
    return data && { ...data, type }
  })
  return decorations.every((one) => one !== null) ? decorations : null
}

function parsed(json: string): Record<string, unknown> | null {
  try {
    return JSON.parse(json) as Record<string, unknown>
  } catch {
    return null
  }
}
