import { NativeSelect } from '@mantine/core'
import classes from './List.module.css'
import type { ListAddress, ListSearch } from './useListAddress.ts'

interface FilterChoice {
  value: string
  label: string
}

export interface ListFilter<S> {
  /** The field of the address that holds the choice. */
  name: keyof S
  label: string
  /** What it says while nothing is chosen. */
  any: string
  /** Many stand under headings. */
  choices: (FilterChoice | { group: string; items: FilterChoice[] })[]
}

/** One filter of a list. A control of the browser's own: light to load, and at home on a phone. */
export function FilterSelect<S extends ListSearch>({
  filter,
  address,
}: {
  filter: ListFilter<S>
  address: ListAddress<S>
}) {
  const value = address.search[filter.name]
  return (
    <NativeSelect
      aria-label={filter.label}
      className={classes.choice}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) =>
        address.set({ [filter.name]: event.currentTarget.value || undefined } as Partial<S>, 'push')
      }
      data={[{ value: '', label: filter.any }, ...filter.choices]}
    />
  )
}
