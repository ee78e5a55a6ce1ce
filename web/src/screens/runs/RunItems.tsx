import { IconListDetails } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { ItemState, Run, RunItem } from '../../../../src/api/run.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { runItemsQuery } from '../../queries/runs.ts'
import { count, counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/Table.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { PageLink } from './PageLink.tsx'
import { RunItemPanel } from './RunItemPanel.tsx'
import { itemStates, verifications } from './run-words.ts'

const found = (['equal', 'different', 'not_found'] as const).map((value) => ({
  value,
  label: verifications[value].word,
}))

export function RunItems({ run, isMoving }: { run: Run; isMoving: boolean }) {
  const address = useListAddress(useSearch({ from: '/shell/runs/$id' }))
  const { set } = address
  const { state, verification, search = '', row } = address.search
  const list = useCursorList(runItemsQuery(run.id, { state, verification, search }, isMoving))
  const close = useCallback(() => set({ row: undefined }), [set])
  const opened = list.rows.find((item) => item.rowKey === row)
  const site = run.connection.kind
  const columns = useMemo(() => columnsOn(site), [site])

  return (
    <ListFrame
      label="Pages of the run"
      address={address}
      list={list}
      columns={columns}
      rowKey={keyOf}
      searchLabel="Search pages"
      filters={[
        {
          name: 'state',
          label: 'State',
          any: 'Any state',
          choices: (Object.keys(itemStates) as ItemState[]).map((value) => ({
            value,
            label: `${itemStates[value].word} (${count(run.counts[value])})`,
          })),
        },
        { name: 'verification', label: 'In Wix', any: 'Checked or not', choices: found },
      ]}
      failed="The pages could not be loaded"
      empty={{ icon: IconListDetails, title: 'This run has no pages', text: 'Nothing had to be sent.' }}
      noMatch={{
        title: 'No page matches these filters',
        text: `The run has ${counted(run.total, 'page')}.`,
      }}
      panel={opened && <RunItemPanel key={opened.rowKey} run={run} item={opened} onClose={close} />}
    />
  )
}

const keyOf = ({ rowKey }: RunItem) => rowKey

function columnsOn(site: Run['connection']['kind']): Column<RunItem>[] {
  return [
    { id: 'title', header: 'Title', render: (item) => item.title || item.rowKey },
    { id: 'state', header: 'State', width: '132px', render: State },
    { id: 'action', header: 'Action', width: '88px', wide: true, render: (item) => item.action },
    { id: 'verification', header: 'In Wix', width: '120px', wide: true, render: Verification },
    {
      id: 'tries',
      header: 'Attempts',
      width: '70px',
      align: 'right',
      wide: true,
      render: (item) => item.attempts,
    },
    {
      id: 'url',
      header: 'Address',
      width: '30%',
      wide: true,
      render: (item) => item.problem?.message ?? <PageLink url={item.url} site={site} />,
    },
  ]
}

function State({ state }: RunItem) {
  const { tone, sign, word } = itemStates[state]
  return (
    <Status tone={tone} sign={sign}>
      {word}
    </Status>
  )
}

function Verification({ verification }: RunItem) {
  const look = verifications[verification]
  return look ? (
    <Status tone={look.tone} sign={look.sign}>
      {look.word}
    </Status>
  ) : null
}
