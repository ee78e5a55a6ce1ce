import type { AgeOrder } from '../../../src/api/age-order.ts'
import type { Sorting } from './TableHead.tsx'
import type { ListAddress, ListSearch } from './useListAddress.ts'

interface SortedSearch extends ListSearch {
  sort?: string | undefined
  desc?: true | undefined
}

/** The order of a list, which stands in its address: a click on its heading turns it round. */
export function sortingOf<S extends SortedSearch>({ search, set }: ListAddress<S>, usual: string): Sorting {
  const { sort = usual, desc } = search
  return {
    by: sort,
    desc: desc === true,
    onSort: (by) => set({ sort: by, desc: sort === by && !desc ? true : undefined } as Partial<S>),
  }
}

interface AgedSearch extends ListSearch {
  sort?: AgeOrder | undefined
}

/** Of a list of what happened one after the other, newest first: a click on the heading of its time turns it round. */
export function sortingByAge<S extends AgedSearch>({ search, set }: ListAddress<S>, by: string): Sorting {
  const desc = search.sort !== 'oldest'
  return { by, desc, onSort: () => set({ sort: desc ? 'oldest' : undefined } as Partial<S>) }
}
