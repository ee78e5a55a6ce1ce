import type { AgeOrder } from '../../../src/api/age-order.ts'
import type { Sorting } from './TableHead.tsx'
import type { ListAddress, ListSearch } from './useListAddress.ts'

interface SortedSearch extends ListSearch {
  sort?: string | undefined
  desc?: true | undefined
}

/**
 * The order of a list, which stands in its address: a click on a heading sorts by it, another one turns it round, a
 * third one leaves the list as it comes.
 * @param also further fields of the address that a change of the order sets
 */
export function sortingOf<S extends SortedSearch>(
  { search, set }: ListAddress<S>,
  usual: string,
  also: Partial<{ [K in keyof S]: undefined }> = {},
): Sorting {
  const now = search.sort ?? usual
  const desc = search.desc === true
  const onPick = (next: string, isDesc: boolean) =>
    set({ ...also, sort: next === usual ? undefined : next, desc: isDesc || undefined } as Partial<S>)
  const onSort = (next: string) => {
    if (next !== now) onPick(next, false)
    else if (desc) onPick(usual, false)
    else onPick(next, true)
  }
  return { by: now, desc, onSort, picking: { usual, onPick } }
}

interface AgedSearch extends ListSearch {
  sort?: AgeOrder | undefined
}

/** Of a list of what happened one after the other, newest first: a click on the heading of its time turns it round. */
export function sortingByAge<S extends AgedSearch>({ search, set }: ListAddress<S>, by: string): Sorting {
  const desc = search.sort !== 'oldest'
  const onPick = (_: string, isDesc: boolean) => set({ sort: isDesc ? undefined : 'oldest' } as Partial<S>)
  return { by, desc, isByAge: true, onSort: () => onPick(by, !desc), picking: { usual: by, onPick } }
}
