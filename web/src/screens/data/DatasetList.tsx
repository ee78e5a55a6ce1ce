import { Link, useSearch } from '@tanstack/react-router'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { type LocalTexts, useLocalList } from '../../queries/local-list.ts'
import { count, counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import classes from './Data.module.css'

/** All datasets, searched and sorted as the address says. */
export function DatasetList({ datasets }: { datasets: Dataset[] }) {
  const address = useListAddress(useSearch({ from: '/shell/data' }))
  const loaded = { data: datasets, isPending: false, error: null, refetch: () => undefined }
  return (
    <ListFrame
      name="data"
      label="Datasets"
      address={address}
      list={useLocalList(loaded, address.search, texts)}
      columns={columns}
      sorting={sortingOf(address, '')}
      rowKey={keyOf}
      searchLabel="Search data"
      failed="The data could not be loaded"
      noMatch={{
        title: 'No dataset matches',
        text: `There ${datasets.length === 1 ? 'is' : 'are'} ${counted(datasets.length, 'dataset')}.`,
      }}
    />
  )
}

const keyOf = ({ id }: Dataset) => id

const texts: LocalTexts<Dataset> = {
  text: ({ name, sourceName, keyColumn }) => `${name}\n${sourceName}\n${keyColumn}`,
  values: {
    name: ({ name }) => name,
    rows: ({ rowCount }) => rowCount,
    columns: ({ columns }) => columns.length,
    key: ({ keyColumn }) => keyColumn,
    source: ({ sourceName }) => sourceName,
    at: ({ updatedAt }) => updatedAt,
  },
}

const columns: Column<Dataset>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    render: ({ id, name }) => (
      <Link to="/data/$id" params={{ id }} className={classes.name}>
        {name}
      </Link>
    ),
  },
  {
    id: 'rows',
    header: 'Rows',
    sort: 'rows',
    align: 'right',
    width: '110px',
    render: (d) => count(d.rowCount),
  },
  {
    id: 'columns',
    header: 'Columns',
    sort: 'columns',
    align: 'right',
    width: '110px',
    wide: true,
    render: (d) => d.columns.length,
  },
  {
    id: 'key',
    header: 'Key',
    sort: 'key',
    width: '150px',
    wide: true,
    render: (d) => <span className="code">{d.keyColumn}</span>,
  },
  {
    id: 'source',
    header: 'From',
    sort: 'source',
    width: '220px',
    wide: 'phone',
    render: (d) => d.sourceName,
  },
  { id: 'at', header: 'Imported', sort: 'at', width: '130px', render: (d) => <Ago at={d.updatedAt} /> },
]
