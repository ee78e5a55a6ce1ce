import { useQuery } from '@tanstack/react-query'
import { datasetsQuery } from '../../../queries/data.ts'
import { NotLoaded } from '../../../ui/ErrorState.tsx'
import { PickField } from './fields.tsx'
import { TakenColumns } from './TakenColumns.tsx'

interface Props {
  value: string
  taken: { column: string; name?: string | undefined }[]
  /** The dataset that the step belongs to, which it cannot read. */
  ownId: string | null
  onChange: (datasetId: string, taken: { column: string; name?: string | undefined }[]) => void
}

/** Another dataset, and what of it comes along. */
export function OtherData({ value, taken, ownId, onChange }: Props) {
  const query = useQuery(datasetsQuery)
  const datasets = (query.data ?? []).filter(({ id }) => id !== ownId)
  const chosen = datasets.find(({ id }) => id === value)
  const missing =
    value !== '' && !chosen ? [{ value, label: query.data ? 'Deleted data' : 'Not loaded' }] : []
  return (
    <>
      <NotLoaded title="The other data could not be loaded" query={query} />
      <PickField
        label="Other data"
        value={value}
        choices={[
          { value: '', label: 'Choose…' },
          ...missing,
          ...datasets.map(({ id, name, keyColumn }) => ({ value: id, label: `${name} (key: ${keyColumn})` })),
        ]}
        onChange={(id) => {
          const { columns = [], keyColumn = '' } = datasets.find((one) => one.id === id) ?? {}
          onChange(
            id,
            columns.filter(({ name }) => name !== keyColumn).map(({ name }) => ({ column: name })),
          )
        }}
      />
      {chosen && (
        <TakenColumns
          label="What comes along"
          columns={chosen.columns.map(({ name }) => name)}
          taken={taken}
          onChange={(columns) => onChange(value, columns)}
        />
      )}
    </>
  )
}
