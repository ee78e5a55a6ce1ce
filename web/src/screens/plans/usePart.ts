import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Plan } from '../../../../src/api/plan.ts'
import { selectionQuery } from '../../queries/plans.ts'
import { useLater } from '../../ui/useLater.ts'
import { useListAddress } from '../../ui/useListAddress.ts'
import { type PartKind, selectionOf, usualFirst } from './part.ts'
import { shownOf } from './sentences.ts'

const settlesMs = 200

/** The part of the plan that is chosen, which stands in the address, with what it would send: counted by the server. */
export function usePart(plan: Plan, ticked: ReadonlySet<string>) {
  const address = useListAddress(useSearch({ from: '/shell/projects/$id' }))
  const { part, first = usualFirst, action, problem, search, sort, desc } = address.search
  // Ticks do not outlive the screen.
  const kind: PartKind = part === 'ticked' && ticked.size === 0 ? 'all' : (part ?? 'all')
  const shown = useMemo(() => shownOf(plan, { action, problem, search }), [plan, action, problem, search])
  const wanted = useMemo(() => selectionOf(kind, { first, shown, ticked }), [kind, first, shown, ticked])
  const selection = useLater(wanted, settlesMs)
  const query = useQuery({
    ...selectionQuery(plan, selection ?? {}),
    enabled: selection !== null && plan.state === 'ready',
    placeholderData: keepPreviousData,
  })
  const isCounted = wanted === selection && query.data !== undefined && !query.isPlaceholderData
  return {
    kind,
    first,
    /** The first ones are then not those that the list begins with. */
    isListSorted: sort !== undefined || desc !== undefined,
    shown,
    ticked,
    selection: wanted,
    /** Null while it is being counted, and where all is chosen. */
    counted: wanted !== null && isCounted ? query.data : null,
    error: wanted === null ? null : query.error,
    choose: (to: PartKind, many: number = first) =>
      address.set(
        to === 'all'
          ? { part: undefined, first: undefined }
          : { part: to, ...(to === 'first' && { first: many }) },
      ),
  }
}
