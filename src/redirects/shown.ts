// A redirect of a plan or of a run as people see it. Pure.

import type { Problem } from '../api/problem.ts'
import type { PlannedRedirect } from '../api/redirect.ts'
import type { SiteRedirect } from './redirect.ts'

export interface ShownRow {
  position: number
  row_key: string
  from_path: string
  to_path: string | null
  was: SiteRedirect | null
  makes: SiteRedirect | null
  is_foreign: boolean
  problem: Problem | null
}

export const shownColumns = 'position, row_key, from_path, to_path, was, makes, is_foreign, problem'

export function showRedirect(row: ShownRow): PlannedRedirect {
  const { was, makes } = row
  return {
    rowKey: row.row_key,
    kind: makes && was ? 'retarget' : makes ? 'create' : was ? 'remove' : 'leave',
    from: row.from_path,
    to: row.to_path,
    before: was?.to ?? null,
    language: (makes ?? was)?.language ?? null,
    isForeign: row.is_foreign,
    problem: row.problem,
  }
}
