import { Link, useSearch } from '@tanstack/react-router'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { datasetList } from '../../../../src/api/whole-lists.ts'
import { useLocalList } from '../../queries/local-list.ts'
import { CardLine } from '../../ui/CardLine.tsx'
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
      list={useLocalList(loaded, address.search, datasetList)}
      columns={columns}
      card={cardOf}
      sorting={sortingOf(address, '')}
      rowKey={keyOf}
      rowWords={({ name }) => name}
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

/** On a phone, below its name. */
const cardOf = (d: Dataset) => (
  <>
    <CardLine>
      <span className="num">{counted(d.rowCount, 'row')}</span>
      <span>{counted(d.columns.length, 'column')}</span>
    </CardLine>
    <CardLine>
      <span>{d.sourceName}</span>
      <Ago at={d.updatedAt} />
    </CardLine>
  </>
)

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
