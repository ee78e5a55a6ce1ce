import { IconPlayerPlay } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AgeOrder } from '../../../../src/api/age-order.ts'
import type { Run } from '../../../../src/api/run.ts'
import { type RunStage, runStages, runStageWords } from '../../../../src/api/run-stage.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { runsQuery } from '../../queries/runs.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { sortingByAge } from '../../ui/sorting.ts'
import { type ListSearch, useListAddress } from '../../ui/useListAddress.ts'
import { RunCard, runColumns } from './run-columns.tsx'

/** What a list of runs keeps in the address of its screen. */
export interface RunsSearch extends ListSearch {
  stage?: RunStage | undefined
  slots?: 'true' | undefined
  sort?: AgeOrder | undefined
}

interface Props {
  /** Of which project; without it, of all of them. */
  projectId?: string
  of: RunsSearch
  /** What to do where there is none. */
  action: ReactNode
}

/** Runs, searched and sorted as the address says. */
export function RunList({ projectId, of, action }: Props) {
  const address = useListAddress(of)
  const { search = '', stage, slots, sort } = of
  const isOfOne = projectId !== undefined
  return (
    <ListFrame
      name={isOfOne ? `runs:${projectId}` : 'runs'}
      label="Runs"
      address={address}
      list={useCursorList(runsQuery(projectId, { search, stage, slots, sort }))}
      columns={isOfOne ? columnsOfOne : columns}
      sorting={sortingByAge(address, 'at')}
      card={isOfOne ? cardOfOne : cardOf}
      rowKey={keyOf}
      rowWords={({ projectName }) => projectName}
      searchLabel={isOfOne ? 'Search who started them' : 'Search runs'}
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
        action,
      }}
      noMatch={{ title: 'No run matches', text: 'Other runs may.' }}
    />
  )
}

const columns = runColumns(false)
const columnsOfOne = runColumns(true)
const cardOf = (run: Run) => <RunCard run={run} />
const cardOfOne = (run: Run) => <RunCard run={run} isOfOne />
const keyOf = ({ id }: Run) => id
