// What a node says of itself beside its text and children, merged property by property where properties are apart.
import { type AnyNode, attributesOf, meaning } from './node.ts'

type Values = Record<string, unknown>

/** Properties in which each entry is a matter of its own. */
const OPEN = new Set(['textStyle', 'containerData', 'style'])

/** Properties of one thing: another picture with the old alternative text is nothing anybody wrote. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  imageData: ['image', 'altText', 'caption', 'decorative'],
  videoData: ['video', 'thumbnail', 'title'],
  audioData: ['audio', 'name', 'authorName', 'coverImage'],
  htmlData: ['url', 'html', 'source'],
  buttonData: ['text', 'link', 'type'],
}

/** Data of these may be merged by property; all other types as a whole. */
const KNOWN = new Set([
  ...Object.keys(TOGETHER),
  ...['paragraphData', 'headingData', 'codeBlockData', 'captionData', 'blockquoteData', 'bulletedListData'],
  ...['orderedListData', 'dividerData', 'tableData', 'tableCellData', 'collapsibleListData'],
])

/** The attributes of the merged node, its type among them; null where both sides changed the same. */
export function mergeAttributes(base: AnyNode, ours: AnyNode, theirs: AnyNode): Values | null {
  const [b, o, t] = [base, ours, theirs].map(attributesOf) as [Values, Values, Values]
  const isOneType = base.type === ours.type && base.type === theirs.type
  const merged = isOneType ? mergeEach(b, o, t, mergeData) : pick(b, o, t)
  return merged === CLASH ? null : (merged as Values)
}

const CLASH = Symbol('clash')

type Merge = (base: unknown, ours: unknown, theirs: unknown, key: string) => unknown

/** What one side changed, as it stands there. */
function pick(base: unknown, ours: unknown, theirs: unknown, key = ''): unknown {
  const [b, o, t] = [base, ours, theirs].map((value) => meaning(value, key))
  if (o === t || t === b) return ours
  return o === b ? theirs : CLASH
}

function mergeEach(base: Values, ours: Values, theirs: Values, merge: Merge): unknown {
  const merged: Values = {}
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const value = merge(base[key], ours[key], theirs[key], key)
    if (value === CLASH) return CLASH
    if (value !== undefined) merged[key] = value
  }
  return merged
}

/** `imageData` and its like. */
function mergeData(base: unknown, ours: unknown, theirs: unknown, key: string): unknown {
  const picked = pick(base, ours, theirs, key)
  if (picked !== CLASH) return picked
  if (!(KNOWN.has(key) || OPEN.has(key)) || !isObject(base) || !isObject(ours) || !isObject(theirs))
    return CLASH
  if (OPEN.has(key)) return mergeEach(base, ours, theirs, pick)
  const group = TOGETHER[key] ?? []
  const [b, o, t] = [base, ours, theirs].map((data) => partOf(data, (name) => group.includes(name)))
  const together = pick(b, o, t)
  if (together === CLASH) return CLASH
  const [b2, o2, t2] = [base, ours, theirs].map((data) => partOf(data, (name) => !group.includes(name)))
  const rest = mergeEach(b2 as Values, o2 as Values, t2 as Values, mergeProperty)
  return rest === CLASH ? CLASH : { ...(together as Values), ...(rest as Values) }
}

function mergeProperty(base: unknown, ours: unknown, theirs: unknown, key: string): unknown {
  const picked = pick(base, ours, theirs, key)
  const isOpen = OPEN.has(key) && isObject(ours) && isObject(theirs)
  return picked === CLASH && isOpen ? mergeEach(isObject(base) ? base : {}, ours, theirs, pick) : picked
}

function partOf(data: Values, isIn: (name: string) => boolean): Values {
  return Object.fromEntries(Object.entries(data).filter(([name]) => isIn(name)))
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
