// The one frame of lists: search, filters, order and columns (kept in the address, and under a name as a view), the
// rows, and the opened row in a panel beside them. All of it answers to keys, which `?` shows.
import { Button } from '@mantine/core'
import { type Icon, IconZoomQuestion } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useCallback, useRef } from 'react'
import { EmptyState } from './EmptyState.tsx'
import { FilterSelect, type ListFilter } from './FilterSelect.tsx'
import classes from './List.module.css'
import { ListBody, type ListBodyProps } from './ListBody.tsx'
import { ListTools } from './ListTools.tsx'
import { type PanelPlace, PanelPlaceContext } from './panel-place.ts'
import { SearchField } from './SearchField.tsx'
import { SortSelect } from './SortSelect.tsx'
import { useColumns } from './useColumns.ts'
import type { ListAddress, ListSearch } from './useListAddress.ts'
import type { TableHandle } from './VirtualTable.tsx'

interface Props<T, S extends ListSearch>
  extends Omit<ListBodyProps<T>, 'nothing' | 'selected' | 'onOpen' | 'handle'> {
  /** By which views and columns are kept: what is listed, and of which thing. The label unless told. */
  name?: string
  address: ListAddress<S>
  searchLabel: string
  /** One value of a few each; their names are fields of the address. */
  filters?: ListFilter<S>[]
  /** Further fields of the address that narrow the list, set elsewhere on the screen. */
  narrowedBy?: (keyof S)[]
  /** Before the search: which part of the whole is listed. */
  parts?: ReactNode
  /** At the end of the search and the filters. */
  bar?: ReactNode
  /** Above everything else of the list: which part of the whole is listed, where that takes a line. */
  tabs?: ReactNode
  /** Between the filters and the rows. */
  above?: ReactNode
  /** Left of the list. */
  beside?: ReactNode
  /** When there is nothing at all; left out where the list is shown with something in it alone. */
  empty?: { icon: Icon; title: string; text: ReactNode; action: ReactNode }
  /** When nothing matches the search and the filters. */
  noMatch: { title: string; text: ReactNode }
  /** The opened row. Absent: rows are links that lead to screens of their own. */
  panel?: ReactNode
}

export function ListFrame<T, S extends ListSearch>(props: Props<T, S>) {
  const { name = props.label, address, searchLabel, filters = [], narrowedBy = [] } = props
  const { parts, tabs, bar, above, beside } = props
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
  const columns = useColumns(name, body.columns, address)
  const views = ['search', 'columns', 'sort', 'desc', ...narrowing] as (keyof S & string)[]
  const table = useRef<TableHandle>(null)
  const clearWords = narrowing.length > 0 ? 'Clear filters' : 'Clear the search'

  return (
    <div
      className={classes.split}
      data-beside={beside ? true : undefined}
      data-framed={body.framed || undefined}
    >
      {beside}
      <div className={classes.list}>
        {tabs}
        <div className={classes.bar} data-parts={parts ? true : undefined}>
          {parts}
          <SearchField
            className={classes.search}
            label={searchLabel}
            value={search.search ?? ''}
            onChange={setSearch}
          />
          {filters.map((filter) => (
            <FilterSelect key={String(filter.name)} filter={filter} address={address} />
          ))}
          {narrowing.length > 0 && (isNarrowed || isSearched) && (
            <Button variant="subtle" color="gray" onClick={clear}>
              {clearWords}
            </Button>
          )}
          <span className={classes.end}>
            {body.sorting && <SortSelect columns={body.columns} sorting={body.sorting} />}
            {bar}
            <ListTools name={name} address={address} fields={views} columns={columns} />
          </span>
        </div>
        {above}
        <ListBody
          {...body}
          columns={columns.shown}
          handle={table}
          selected={search.row}
          {...('panel' in props && { onOpen: open })}
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
              empty && (
                <EmptyState icon={empty.icon} title={empty.title} action={empty.action}>
                  {empty.text}
                </EmptyState>
              )
            )
          }
        />
      </div>
      <PanelPlaceContext value={usePlace(props, search.row, table)}>{panel}</PanelPlaceContext>
    </div>
  )
}

/** Where the opened row stands; null while none is opened. */
function usePlace<T>(
  { list, rowKey }: Pick<ListBodyProps<T>, 'list' | 'rowKey'>,
  row: string | undefined,
  table: RefObject<TableHandle | null>,
): PanelPlace | null {
  const goneBy = useRef<'previous' | 'next' | null>(null)
  if (row === undefined) return null
  const index = list.indexOf((one) => rowKey(one) === row)
  return {
    index,
    total: list.total ?? (list.hasMore ? null : list.rows.length),
    hasNext: index >= 0 && index + 1 < list.count,
    onGo: (to) => table.current?.open(to),
    goneBy,
  }
}
