// A document as Wix has it, as one that can be sent again. Pure.
import type { RicosDocument } from '../../ricos/index.ts'
import { isJsonObject } from '../../wix/index.ts'

/**
 * Without what Wix adds for itself (when it was made, its own id). Its style is somebody's choice and stays with what
 * else was changed; alone it is no edit that is seen, see `canonicalDocument`.
 */
export function documentOnSite(found: unknown): RicosDocument {
  if (!isJsonObject(found)) return { nodes: [], metadata: { version: 1 } }
  const { nodes, metadata: _, ...others } = found
  return {
    ...others,
    nodes: Array.isArray(nodes) ? (nodes as RicosDocument['nodes']) : [],
    metadata: { version: 1 },
  }
}
