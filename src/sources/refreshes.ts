// An import of a source as one look at it. Pure.
import type { Refresh } from '../api/source.ts'
import type { ImportRecord } from '../data/imports/import-record.ts'

export function toRefresh(record: ImportRecord): Refresh {
  const outcome = outcomeOf(record)
  return {
    id: record.id,
    trigger: record.trigger,
    outcome,
    changes: record.changes,
    reasons: record.reasons,
    problem: record.problem,
    startedAt: record.created_at,
    endedAt: outcome === 'going' ? null : record.updated_at,
  }
}

function outcomeOf({ state, is_unchanged, is_refresh, reasons }: ImportRecord): Refresh['outcome'] {
  switch (state) {
    case 'applied':
      return 'applied'
    case 'discarded':
      return is_unchanged ? 'unchanged' : 'discarded'
    case 'refused':
    case 'failed':
      return 'failed'
    case 'analysed':
    case 'loaded':
      return is_refresh && reasons.length === 0 ? 'going' : 'waiting'
    default:
      return 'going'
  }
}
