// Categories and tags that are no longer what a page was put into: renamed or deleted in Wix, or replaced by another of
// the name. Then the page is due, although its row and its template are the same. Pure.
import type { AssetRow } from '../connections/asset-ledger.ts'
import type { IndexedPage } from '../pages/page-index.ts'
import type { LedgerPage } from '../pages/read-ledger.ts'
import { type AssetIds, type AssetNeed, assetKey, imageKind, type Target } from '../targets/target.ts'

export interface MovedAssets {
  /** The ids that the page was sent with, where those that its names stand for now are others; null: it has none. */
  before(page: Pick<IndexedPage, 'needs'>, known: Pick<LedgerPage, 'publishedAt'>): AssetIds | null
}

interface Moved {
  wasId: string | null
  /**
   * Milliseconds since 1970; pages published later were sent with what the name stands for now,
   * or entered as unfinished where a run still had the former id.
   */
  sinceMs: number
}

const always = Number.POSITIVE_INFINITY

/**
 * @param needs everything that pages of the plan name
 * @param rows what is known of the site's names after they were looked up
 * @param ids what of it is there
 */
export function findMoved(
  target: Pick<Target, 'missingAsset'>,
  needs: readonly AssetNeed[],
  rows: readonly AssetRow[],
  ids: AssetIds,
): MovedAssets {
  const byKey = new Map(rows.map((row) => [assetKey(row), row]))
  /** By kind and name as pages have them, so that nothing is folded for each page. */
  const moved = new Map<string, Moved & { key: string }>()
  for (const need of needs) {
    const key = assetKey(need)
    const row = byKey.get(key)
    // A picture that was never there is missing from no page, and which copy of a file a page shows is all the same.
    if (need.kind === imageKind && (!row?.was_id || (ids.has(key) && !row.since))) continue
    // What is missing and cannot be made holds only pages that go for other reasons.
    if (!ids.has(key) && target.missingAsset(need) === null)
      moved.set(nameOf(need), { key, wasId: row?.was_id ?? null, sinceMs: always })
    else if (row?.was_id != null && row.since)
      moved.set(nameOf(need), { key, wasId: row.was_id, sinceMs: Date.parse(row.since) })
  }
  const variants = new Map<string, AssetIds>()
  return {
    before({ needs: named }, { publishedAt }) {
      if (moved.size === 0) return null
      const own = named.flatMap((need) => moved.get(nameOf(need)) ?? [])
      const open = own.filter(({ sinceMs }) => sinceMs > Date.parse(publishedAt))
      if (open.length === 0) return null
      const name = JSON.stringify(open.map(({ key, wasId }) => [key, wasId]))
      const variant = variants.get(name) ?? withFormer(ids, open)
      variants.set(name, variant)
      return variant
    },
  }
}

function withFormer(ids: AssetIds, moved: readonly (Moved & { key: string })[]): AssetIds {
  const former = new Map(ids)
  for (const { key, wasId } of moved) {
    if (wasId === null) former.delete(key)
    else former.set(key, wasId)
  }
  return former
}

function nameOf({ kind, name }: AssetNeed): string {
  return `${kind}:${name}`
}
