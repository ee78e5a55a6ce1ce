import { useQuery } from '@tanstack/react-query'
import type { Connection } from '../../../../src/api/connection.ts'
import { ceilingQuery, useSetCeiling } from '../../queries/schedules.ts'
import { LimitDialog } from './LimitDialog.tsx'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

/** How many pages all schedules of a site may publish on one day. */
export function CeilingDialog({ connection, opened, onClose }: Props) {
  return (
    <LimitDialog
      title="Pages a day on this site"
      opened={opened}
      onClose={onClose}
      query={useQuery({ ...ceilingQuery(connection.id), enabled: opened })}
      notLoaded="The limit could not be loaded"
      limitOf={({ perDay }) => perDay}
      label="At most, over all schedules"
      description="Blank for no limit. What you publish yourself is not held back."
      least={1}
      most={100_000}
      save={useSetCeiling(connection.id)}
      notSaved="The limit was not saved"
      saved={({ perDay }) =>
        perDay === null ? 'Schedules have no limit on this site.' : 'The limit holds for every schedule.'
      }
    />
  )
}
