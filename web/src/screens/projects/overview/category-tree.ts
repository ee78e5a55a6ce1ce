// Counts of categories as a tree: a branch is what other names begin with. Pure.
import type { CategoryCount } from '../../../../../src/api/page.ts'

export interface Branch {
  /** As the filter takes it. */
  name: string
  /** Its own part of the name. */
  label: string
  pages: number
  below: Branch[]
}

/** @param counts by name, as a check gives them: what a branch begins with stands before it */
export function treeOf(counts: readonly CategoryCount[]): Branch[] {
  const tops: Branch[] = []
  const byName = new Map<string, Branch>()
  for (const { name, pages } of counts.toSorted((a, b) => a.name.length - b.name.length)) {
    const parting = [...name.matchAll(/\s+[>/›]\s+/g)].at(-1)
    const above = parting && byName.get(name.slice(0, parting.index).trim())
    const label = above && parting ? name.slice(parting.index + parting[0].length) : name
    const branch: Branch = { name, label, pages, below: [] }
    byName.set(name, branch)
    ;(above?.below ?? tops).push(branch)
  }
  return inOrder(tops)
}

function inOrder(branches: Branch[]): Branch[] {
  for (const { below } of branches) inOrder(below)
  return branches.sort((a, b) => b.pages - a.pages || a.label.localeCompare(b.label, 'en'))
}
