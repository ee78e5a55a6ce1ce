// Categories of pages as a tree: "Europe > Germany" is a branch of "Europe". Wix keeps them flat; names say what is
// below what, as people write it. `>`, `/` and `›` part them, with a space on both sides.
import type { CategoryCount } from '../api/page.ts'
import type { Queries } from '../db/types.ts'
import type { AssetNeed } from '../targets/target.ts'

const parting = /\s+[>/›]\s+/g
/** The largest of them are enough to look at. */
const mostBranches = 500

/** A name with everything above it, the uppermost first. */
export function branchesOf(name: string): string[] {
  const ends = [...name.matchAll(parting)].map(({ index }) => index)
  return [...ends, name.length].map((end) => name.slice(0, end).trim()).filter((branch) => branch !== '')
}

/** Counts page by page; a page in two categories of a branch is in the branch once. */
export function createCategoryCount(kind: string | undefined) {
  const pages = new Map<string, number>()
  return {
    add(needs: readonly AssetNeed[]): void {
      const names = needs.flatMap((need) => (need.kind === kind ? [need.name] : []))
      for (const branch of new Set(names.flatMap(branchesOf))) pages.set(branch, (pages.get(branch) ?? 0) + 1)
    },
    /** By name, so that a branch stands before what is below it. */
    counts(): CategoryCount[] {
      return [...pages]
        .map(([name, count]) => ({ name, pages: count }))
        .sort((a, b) => b.pages - a.pages)
        .slice(0, mostBranches)
        .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    },
  }
}

/** Those of these rows whose pages are in the category or below it, as they were last made. */
export async function keysInCategory(
  queries: Queries,
  projectId: string,
  { kind, category }: { kind: string; category: string },
  rowKeys: readonly string[],
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from page_index
      where project_id = $1 and row_key = any($2::text[])
        and exists (select 1 from jsonb_array_elements(coalesce(needs, '[]'::jsonb)) n
                     where n ->> 'kind' = $3 and (n ->> 'name' = $4 or (starts_with(n ->> 'name', $4)
                       and substr(n ->> 'name', length($4) + 1) ~ '^\\s+[>/›]\\s+')))`,
    [projectId, rowKeys, kind, category],
  )
  return rows.map((row) => row.row_key)
}
