import { IconPlayerPlay } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import type { Run } from '../../../../src/api/run.ts'
import { runStages, runStageWords } from '../../../../src/api/run-stage.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { runsQuery } from '../../queries/runs.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { sortingByAge } from '../../ui/sorting.ts'
import { useListAddress } from '../../ui/useListAddress.ts'
import { RunCard, runColumns } from './run-columns.tsx'

/** The runs of all projects, searched and sorted as the address says. */
export function RunList() {
  const address = useListAddress(useSearch({ from: '/shell/runs' }))
  const { search = '', stage, slots, sort } = address.search
  return (
    <ListFrame
      name="runs"
      label="Runs"
      address={address}
      list={useCursorList(runsQuery(undefined, { search, stage, slots, sort }))}
      columns={columns}
      sorting={sortingByAge(address, 'at')}
      card={cardOf}
      rowKey={keyOf}
      rowWords={({ projectName }) => projectName}
      searchLabel="Search runs"
      filters={[
        {
          name: 'stage',
          label: 'State',
          any: 'Any state',
          choices: runStages.map((value) => ({ value, label: runStageWords[value] })),
        },
        {
          name: 'slots',
          label: 'Slots of schedules',
          any: 'Without slots',
          choices: [{ value: 'true', label: 'With slots' }],
        },
      ]}
      failed="The runs could not be loaded"
      empty={{
        icon: IconPlayerPlay,
        title: 'No run yet',
        text: 'A run publishes a plan. It shows every page as it is sent, survives restarts, and keeps a receipt of what Wix answered.',
        action: <ButtonLink to="/projects">Go to projects</ButtonLink>,
      }}
      noMatch={{ title: 'No run matches', text: 'Other runs may.' }}
    />
  )
}

const columns = runColumns(false)
const cardOf = (run: Run) => <RunCard run={run} />
const keyOf = ({ id }: Run) => id
