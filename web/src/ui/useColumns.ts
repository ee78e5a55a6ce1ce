// Which columns a list shows: those of its address, else what the person chose before, else what it comes with.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useChangePreferences } from '../queries/preferences.ts'
import { sessionQuery } from '../queries/session.ts'
import type { Column } from './Table.tsx'
import type { ListAddress, ListSearch } from './useListAddress.ts'

export interface ColumnChoice<T> {
  shown: Column<T>[]
  /** Which can be chosen, in their order; the first always stays. */
  all: Column<T>[]
  isShown: (id: string) => boolean
  isChosen: boolean
  toggle: (id: string) => void
  /** As it comes. */
  reset: () => void
}

/** @param name of the list, by which the choice is remembered */
export function useColumns<T, S extends ListSearch>(
  name: string,
  all: Column<T>[],
  { search, set }: ListAddress<S>,
): ColumnChoice<T> {
  const remembered = useQuery({
    ...sessionQuery,
    select: ({ preferences }) => preferences.columns[name],
  }).data
  const { mutate } = useChangePreferences()
  const asked = search.columns ?? remembered
  const shown = useMemo(() => shownOf(all, asked), [all, asked])
  const choose = (ids: string[] | undefined) => {
    mutate({ columns: { list: name, shown: ids ?? null } })
    set({ columns: ids } as Partial<S>)
  }
  const isShown = (id: string) => shown.some((column) => column.id === id)
  return {
    shown,
    all,
    isShown,
    isChosen: asked !== undefined,
    toggle: (id) =>
      choose(all.filter((column) => (column.id === id) !== isShown(column.id)).map((column) => column.id)),
    reset: () => choose(undefined),
  }
}

/** In the order in which the list has them; ids that it does not know are left out. Pure. */
export function shownOf<T>(all: Column<T>[], ids: readonly string[] | undefined): Column<T>[] {
  return all.filter((column, at) => at === 0 || (ids ? ids.includes(column.id) : !column.optional))
}

/** What a column is called where its heading is no text. */
export function columnWord<T>({ word, header, id }: Column<T>): string {
  return word ?? (typeof header === 'string' ? header : id)
}
