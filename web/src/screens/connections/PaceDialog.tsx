import { useQuery } from '@tanstack/react-query'
import type { Connection } from '../../../../src/api/connection.ts'
import { leastRatePerMinute, usualRatePerMinute } from '../../../../src/api/pace.ts'
import { paceQuery, useSetPace } from '../../queries/diagnostics.ts'
import { LimitDialog } from './LimitDialog.tsx'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

/** How many requests a minute may leave for a site. */
export function PaceDialog({ connection, opened, onClose }: Props) {
  return (
    <LimitDialog
      title={`Pace of ${connection.name}`}
      opened={opened}
      onClose={onClose}
      query={useQuery({ ...paceQuery(connection.id), enabled: opened })}
      notLoaded="The pace could not be loaded"
      limitOf={({ mostPerMinute }) => mostPerMinute}
      label="Requests a minute, at most"
      description={`Blank for ${usualRatePerMinute}, just under what Wix allows. Fewer leave room for other programs that use the same site; runs and plans take longer.`}
      least={leastRatePerMinute}
      most={usualRatePerMinute}
      save={useSetPace(connection.id)}
      notSaved="The pace was not saved"
      saved={({ usualPerMinute }) => `At most ${usualPerMinute} requests a minute from now on.`}
    />
  )
}
