// The one frame of lists: search and filters (kept in the address), the rows, and the opened row in a panel beside
// them. `/` searches, `j` and `k` go through the rows, Enter opens, Escape closes.
import { Button } from '@mantine/core'
import { type Icon, IconZoomQuestion } from '@tabler/icons-react'
import { type ReactNode, useCallback } from 'react'
import { EmptyState } from './EmptyState.tsx'
import { FilterSelect, type ListFilter } from './FilterSelect.tsx'
import classes from './List.module.css'
import { ListBody, type ListBodyProps } from './ListBody.tsx'
import { SearchField } from './SearchField.tsx'
import type { ListAddress, ListSearch } from './useListAddress.ts'

interface Props<T, S extends ListSearch>
  extends Omit<ListBodyProps<T>, 'nothing' | 'selected' | 'onOpen' | 'framed'> {
  address: ListAddress<S>
  searchLabel: string
  /** One value of a few each; their names are fields of the address. */
  filters?: ListFilter<S>[]
  /** Further fields of the address that narrow the list, set elsewhere on the screen. */
  narrowedBy?: (keyof S)[]
  /** Before the search: which part of the whole is listed. */
  parts?: ReactNode
  /** Between the filters and the rows. */
  above?: ReactNode
  /** Left of the list. */
  beside?: ReactNode
  /** When there is nothing at all. */
  empty: { icon: Icon; title: string; text: ReactNode }
  /** When nothing matches the search and the filters. */
  noMatch: { title: string; text: ReactNode }
  /** The opened row. */
  panel: ReactNode
}

export function ListFrame<T, S extends ListSearch>(props: Props<T, S>) {
  const { address, searchLabel, filters = [], narrowedBy = [], parts, above, beside } = props
  const { empty, noMatch, panel, ...body } = props
  const { search, set } = address
  const { rowKey } = body
  const setSearch = useCallback((value: string) => set({ search: value || undefined } as Partial<S>), [set])
  const isPanelOpen = search.row !== undefined
  const open = useCallback(
    (row: T) => set({ row: rowKey(row) } as Partial<S>, isPanelOpen ? 'replace' : 'push'),
    [set, rowKey, isPanelOpen],
  )
  const narrowing = [...filters.map(({ name }) => name), ...narrowedBy]
  const isNarrowed = narrowing.some((name) => search[name] !== undefined)
  const isSearched = (search.search ?? '') !== ''
  const clear = () => {
    const names: (keyof S)[] = ['search', ...narrowing]
    set(Object.fromEntries(names.map((name) => [name, undefined])) as Partial<S>)
  }
  const clearWords = narrowing.length > 0 ? 'Clear filters' : 'Clear the search'

  return (
    <div className={classes.split} data-beside={beside ? true : undefined}>
      {beside}
      <div className={classes.list}>
        <div className={classes.bar} data-parts={parts ? true : undefined}>
          {parts}
          <SearchField label={searchLabel} value={search.search ?? ''} onChange={setSearch} />
          {filters.map((filter) => (
            <FilterSelect key={String(filter.name)} filter={filter} address={address} />
          ))}
          {narrowing.length > 0 && (isNarrowed || isSearched) && (
            <Button variant="subtle" color="gray" onClick={clear}>
              {clearWords}
            </Button>
          )}
        </div>
        {above}
        <ListBody
          {...body}
          selected={search.row}
          onOpen={open}
          nothing={
            isNarrowed || isSearched ? (
              <EmptyState
                icon={IconZoomQuestion}
                title={noMatch.title}
                action={
                  <Button variant="default" onClick={clear}>
                    {clearWords}
                  </Button>
                }
              >
                {noMatch.text}
              </EmptyState>
            ) : (
              <EmptyState icon={empty.icon} title={empty.title}>
                {empty.text}
              </EmptyState>
            )
          }
        />
      </div>
      {panel}
    </div>
  )
}
