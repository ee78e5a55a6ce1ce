import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { datasetQuery } from '../../queries/data.ts'
import { Page } from '../../ui/Page.tsx'
import { TableInput } from './TableInput.tsx'

export function UploadScreen() {
  const { dataset: datasetId } = useSearch({ from: '/shell/data/import' })
  const navigate = useNavigate()
  const dataset = useQuery({ ...datasetQuery(datasetId ?? ''), enabled: datasetId !== undefined })
  return (
    <Page
      width="narrow"
      title={dataset.data ? `Import ${dataset.data.name} again` : 'Import a table'}
      parent={{ to: datasetId ? `/data/${datasetId}` : '/data', label: dataset.data?.name ?? 'Data' }}
      lead={
        dataset.data
          ? 'You will see which rows were added, changed and removed before anything is replaced.'
          : 'One row per page: a file, or cells that you paste. Nothing is stored until you have seen how it was read.'
      }
    >
      <TableInput
        datasetId={datasetId}
        onCreated={({ id }) =>
          void navigate({ to: '/data/imports/$id', params: { id }, search: {}, replace: true })
        }
      />
    </Page>
  )
}
