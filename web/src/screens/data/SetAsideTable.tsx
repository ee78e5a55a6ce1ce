import { IconCircleCheck } from '@tabler/icons-react'
import { useCursorList } from '../../queries/cursor-list.ts'
import { setAsideQuery } from '../../queries/data.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { capital } from '../../ui/format.ts'
import { ListBody } from '../../ui/ListBody.tsx'

interface Props {
  kind: 'datasets' | 'imports'
  id: string
  count: number
  /** What the number of a row counts. */
  place?: string
}

/** Rows that could not be used, each with its line in the file and the reason. */
export function SetAsideTable({ kind, id, count, place = 'line' }: Props) {
  const list = useCursorList(setAsideQuery(kind, id, count > 0))
  if (count === 0) {
    return (
      <EmptyState
        icon={IconCircleCheck}
        title="No row was set aside"
        action={
          <ButtonLink from="/data/$id" to="." search={{}}>
            Show the rows
          </ButtonLink>
        }
      >
        Every row of the file could be used. Rows with too many or too few cells would be listed here, with
        their {place} and the reason.
      </EmptyState>
    )
  }
  return (
    <ListBody
      framed
      label="Rows set aside"
      list={list}
      failed="The rows set aside could not be loaded"
      rowKey={(row) => String(row.line)}
      columns={[
        { id: 'line', header: capital(place), width: '90px', render: (row) => row.line },
        { id: 'reason', header: 'Reason', render: (row) => row.reason },
        { id: 'cells', header: 'Cells', width: '55%', wide: true, render: (row) => row.cells.join(' · ') },
      ]}
    />
  )
}
