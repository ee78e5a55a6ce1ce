// What the Blog API checks in a document before it takes it: node types, nesting, enums.

import { applicationError, parseFailure, type Violation, validationError } from '../errors.ts'
import type { Obj } from '../types.ts'
import { schemaErrors } from './schema.ts'

const nodeTypes = new Set(
  (
    'PARAGRAPH TEXT HEADING BULLETED_LIST ORDERED_LIST LIST_ITEM BLOCKQUOTE CODE_BLOCK VIDEO DIVIDER FILE GALLERY ' +
    'GIF HTML IMAGE LINK_PREVIEW MAP POLL APP_EMBED BUTTON COLLAPSIBLE_LIST TABLE EMBED COLLAPSIBLE_ITEM ' +
    'COLLAPSIBLE_ITEM_TITLE COLLAPSIBLE_ITEM_BODY TABLE_CELL TABLE_ROW EXTERNAL AUDIO CAPTION LAYOUT LAYOUT_CELL ' +
    'SHAPE CARD TOC SMART_BLOCK SMART_BLOCK_CELL CHECKBOX_LIST'
  ).split(' '),
)

/** Containers with one kind of child. */
const onlyChild: Record<string, string[]> = {
  PARAGRAPH: ['TEXT'],
  HEADING: ['TEXT'],
  CODE_BLOCK: ['TEXT'],
  CAPTION: ['TEXT'],
  BULLETED_LIST: ['LIST_ITEM'],
  ORDERED_LIST: ['LIST_ITEM'],
  CHECKBOX_LIST: ['LIST_ITEM'],
  TABLE: ['TABLE_ROW'],
  TABLE_ROW: ['TABLE_CELL'],
  COLLAPSIBLE_LIST: ['COLLAPSIBLE_ITEM'],
  COLLAPSIBLE_ITEM: ['COLLAPSIBLE_ITEM_TITLE', 'COLLAPSIBLE_ITEM_BODY'],
}

const linkTargets = ['SELF', 'BLANK', 'PARENT', 'TOP']

// A bulk call looks at every document twice: once for the whole call, once for its entry.
const accepted = new WeakMap<object, string[]>()

/** Throws the 400 of a document Wix refuses; otherwise returns what its schema still complains about. */
export function checkDocument(document: unknown, field: string, isStrict: boolean): string[] {
  if (typeof document !== 'object' || document === null) return check(document, field, isStrict)
  const known = accepted.get(document)
  if (known) return known
  const warnings = check(document, field, isStrict)
  accepted.set(document, warnings)
  return warnings
}

function check(document: unknown, field: string, isStrict: boolean): string[] {
  if (document === undefined || document === null) return []
  if (typeof document !== 'object' || Array.isArray(document)) throw parseFailure(`${field} is not an object`)
  const nodes = (document as Obj)['nodes'] ?? []
  if (!Array.isArray(nodes)) throw parseFailure(`${field}.nodes is not a list`)
  const seen: Seen = { ids: new Set(), warnings: [], violations: [] }
  for (const [i, node] of nodes.entries()) visitNode(node, undefined, `${field}.nodes[${i}]`, seen)
  if (seen.violations.length > 0) throw validationError(seen.violations)
  const errors = schemaErrors(document)
  const wrongEnum = errors.find((error) => error.message.startsWith('Expected one of'))
  if (wrongEnum) throw parseFailure(`${field}.${wrongEnum.path}: ${wrongEnum.message}`)
  if (isStrict && errors[0])
    throw applicationError(400, 'INVALID_ARGUMENT', `${field}.${errors[0].path}: ${errors[0].message}`)
  return [...seen.warnings, ...errors.map((error) => `${field}.${error.path}: ${error.message}`)]
}

interface Seen {
  ids: Set<string>
  warnings: string[]
  violations: Violation[]
}

function visitNode(node: unknown, parent: string | undefined, path: string, seen: Seen): void {
  if (typeof node !== 'object' || node === null || Array.isArray(node))
    throw parseFailure(`${path} is not an object`)
  const { type, id, nodes, textData, imageData, headingData } = node as Obj
  if (typeof type !== 'string' || !nodeTypes.has(type))
    throw parseFailure(`${path}.type: unknown value ${JSON.stringify(type)}`)
  if (id !== undefined && id !== null && typeof id !== 'string')
    throw parseFailure(`${path}.id is not a string`)
  checkParent(type, parent)
  if (type === 'TEXT') visitText(textData, `${path}.textData`, seen)
  if (type === 'HEADING') visitHeading(headingData, `${path}.headingData`, seen)
  if (type === 'IMAGE') visitImage(imageData, `${path}.imageData`, seen)
  if (typeof id === 'string' && id !== '') {
    if (seen.ids.has(id)) seen.warnings.push(`${path}.id: ${id} is used twice`)
    seen.ids.add(id)
  }
  if (nodes === undefined || nodes === null) return
  if (!Array.isArray(nodes)) throw parseFailure(`${path}.nodes is not a list`)
  for (const [i, child] of nodes.entries()) visitNode(child, type, `${path}.nodes[${i}]`, seen)
}

function checkParent(type: string, parent: string | undefined): void {
  const allowed = parent === undefined ? undefined : onlyChild[parent]
  if (allowed) {
    if (!allowed.includes(type)) throw misplaced(allowed[0]!, type)
  } else if (type === 'TEXT') throw misplaced('PARAGRAPH', type)
}

function misplaced(expected: string, found: string) {
  const name = expected.toLowerCase().replaceAll('_', ' ')
  return applicationError(400, 'INVALID_ARGUMENT', `Expected a ${name} node but found ${found}`)
}

function visitText(textData: unknown, path: string, seen: Seen): void {
  if (textData === undefined || textData === null) return
  const { text, decorations } = textData as Obj
  if (text !== undefined && text !== null && typeof text !== 'string')
    throw parseFailure(`${path}.text is not a string`)
  if (typeof text === 'string' && text.includes('\n')) seen.warnings.push(`${path}.text holds a line break`)
  if (decorations === undefined || decorations === null) return
  if (!Array.isArray(decorations)) throw parseFailure(`${path}.decorations is not a list`)
  decorations.forEach((decoration, i) => {
    const link = (decoration as Obj | null)?.['linkData'] as Obj | undefined
    const target = (link?.['link'] as Obj | undefined)?.['target']
    if (target === undefined || target === null || linkTargets.includes(String(target))) return
    seen.violations.push({
      field: `${path}.decorations[${i}].linkData.link.target`,
      description: `enum must be in [${linkTargets.join(', ')}]`,
      violatedRule: 'INVALID_ENUM_VALUE',
    })
  })
}

/** "Heading level from 1-6", says the type of the blog's package. */
function visitHeading(headingData: unknown, path: string, seen: Seen): void {
  const level = (headingData as Obj | null | undefined)?.['level']
  if (level === undefined || level === null) return
  if (!Number.isInteger(level)) throw parseFailure(`${path}.level is not an integer`)
  const isTooSmall = Number(level) < 1
  if (!isTooSmall && Number(level) <= 6) return
  const description = isTooSmall ? 'must be greater than or equal to 1' : 'must be less than or equal to 6'
  seen.violations.push({ field: `${path}.level`, description, violatedRule: isTooSmall ? 'MIN' : 'MAX' })
}

function visitImage(imageData: unknown, path: string, seen: Seen): void {
  const image = (imageData as Obj | undefined)?.['image'] as Obj | undefined
  if (!image?.['width'] || !image['height']) seen.warnings.push(`${path}.image needs both width and height`)
  const src = image?.['src'] as Obj | undefined
  if (src?.['url'] && !src['id'])
    seen.warnings.push(`${path}.image.src.url will not render reliably, send an id`)
}

/** The words of a document, one line per block. */
export function documentText(document: Obj): string {
  const lines: string[] = []
  const visit = (node: Obj) => {
    const children = (node['nodes'] ?? []) as Obj[]
    if (children.some((child) => child['type'] === 'TEXT'))
      lines.push(
        children.map((child) => String((child['textData'] as Obj | undefined)?.['text'] ?? '')).join(''),
      )
    else children.forEach(visit)
  }
  for (const node of (document['nodes'] ?? []) as Obj[]) visit(node)
  return lines.join('\n')
}

/** A copy whose nodes all have new ids, as a Wix that keeps none of ours would store it. */
export function withNewNodeIds(document: Obj, newId: () => string): Obj {
  const renew = (node: Obj): Obj => ({
    ...node,
    ...(node['type'] !== 'TEXT' && { id: newId().slice(0, 8) }),
    ...(Array.isArray(node['nodes']) && { nodes: (node['nodes'] as Obj[]).map(renew) }),
  })
  return { ...document, nodes: ((document['nodes'] ?? []) as Obj[]).map(renew) }
}
