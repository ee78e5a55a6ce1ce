// Wix's converter in place of ours: what it is asked, and its answers as one document.
import { AppError } from '../../../errors.ts'
import { documentSeedMark, type RicosDocument } from '../../../ricos/index.ts'
import { isWixError } from '../../../wix/index.ts'
import type { ConvertedPart, RemoteConverter, TargetContext } from '../../target.ts'
import { cleanText } from '../clean.ts'
import { blamesContent } from '../errors.ts'
import { comparePost } from './compare.ts'
import type { BlogOptions } from './options.ts'
import { plugins } from './plugins.ts'
import { cutSections } from './sections.ts'

export const wixConverter: RemoteConverter<BlogOptions> = {
  version: `wix/blog ${plugins.join(' ')}`,
  isChosen: (options) => options.converter === 'wix',
  choose: (options) => ({ ...options, converter: 'wix' }),
  partsOf(page) {
    const cut = cutSections(cleanText(page.fields['body'] ?? ''))
    return 'sections' in cut ? cut.sections : []
  },
  convert: convertSection,
  compare: comparePost,
}

async function convertSection(ctx: TargetContext, html: string): Promise<ConvertedPart> {
  try {
    const { nodes } = await ctx.client.ricos.convertTo({ html }, { plugins }, { signal: ctx.signal })
    return { document: { nodes } }
  } catch (error) {
    if (isWixError(error) && error.kind === 'forbidden')
      throw new AppError(
        'connection_permission',
        "This project has Wix convert its pages, and the connection lacks the permission Manage Ricos Document. Add it in Wix, or choose SEOmatic's converter in the settings of the project.",
      )
    if (blamesContent(error)) return { refused: error.description }
    throw error
  }
}

/** The sections' nodes in a row, with ids of ours in place of Wix's, which differ at every call. Pure. */
export function joinSections(documents: readonly unknown[], seed: string): RicosDocument {
  const mark = documentSeedMark(seed)
  let next = 0
  const nodes = documents.flatMap((document) => {
    const before = listOf((document as AnyNode | null)?.['nodes'])
    const ids = new Map<string, string>()
    const numbered = before.map((node) => number(node, ids, () => mark + (next++).toString(36)))
    return ids.size === 0 ? numbered : numbered.map((node) => relink(node, ids) as AnyNode)
  })
  return { nodes, metadata: { version: 1 } } as unknown as RicosDocument
}

type AnyNode = Record<string, unknown>

function number(node: AnyNode, ids: Map<string, string>, nextId: () => string): AnyNode {
  const id = nextId()
  if (typeof node['id'] === 'string' && node['id'] !== '') ids.set(node['id'], id)
  return { ...node, id, nodes: listOf(node['nodes']).map((child) => number(child, ids, nextId)) }
}

/** Links to a place on the page name the id of a node. */
function relink(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((entry) => relink(entry, ids))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'anchor' && typeof inner === 'string' ? (ids.get(inner) ?? inner) : relink(inner, ids),
    ]),
  )
}

function listOf(value: unknown): AnyNode[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : []
}
