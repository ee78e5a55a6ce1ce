// The order of a list on a phone, where most of its headings have no room.
import { NativeSelect } from '@mantine/core'
import classes from './List.module.css'
import type { Column } from './Table.tsx'
import type { Sorting } from './TableHead.tsx'
import { columnWord } from './useColumns.ts'
import { useNarrow } from './useNarrow.ts'

interface Props<T> {
  columns: Column<T>[]
  sorting: Sorting
}

export function SortSelect<T>({ columns, sorting: { by, desc, picking, isByAge } }: Props<T>) {
  const isNarrow = useNarrow()
  if (!isNarrow || !picking) return null
  const { usual, onPick } = picking
  const sorts = columns.flatMap((column) =>
    column.sort === undefined ? [] : [[column.sort, columnWord(column)]],
  )
  const isUsualAmong = sorts.some(([sort]) => sort === usual)
  const ages = [
    { value: `-${by}`, label: 'Newest first' },
    { value: by, label: 'Oldest first' },
  ]
  const ways = [
    ...(isUsualAmong ? [] : [{ value: usual, label: 'As it comes' }]),
    ...sorts.flatMap(([sort = '', word = '']) => [
      { value: sort, label: `By ${lowered(word)}` },
      { value: `-${sort}`, label: `By ${lowered(word)}, last first` },
    ]),
  ]
  return (
    <NativeSelect
      aria-label="Sort"
      className={classes.choice}
      value={desc ? `-${by}` : by}
      data={isByAge ? ages : ways}
      onChange={(event) => {
        const picked = event.currentTarget.value
        // In front, since a name may end in anything; none begins so.
        const isDesc = picked.startsWith('-')
        onPick(isDesc ? picked.slice(1) : picked, isDesc)
      }}
    />
  )
}

/** "By address", but "By SKU". */
function lowered(word: string): string {
  return /^\p{Lu}\p{Ll}/u.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word
}
