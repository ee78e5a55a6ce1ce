import { IconListDetails } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { runItemSorts } from '../../../../src/api/item-sorts.ts'
import type { Run, RunItem } from '../../../../src/api/run.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { useOpenedRow } from '../../queries/opened-row.ts'
import { runItemQuery, runItemsQuery } from '../../queries/runs.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { capital, count, counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Status } from '../../ui/Status.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { PageLink } from './PageLink.tsx'
import { RunItemPanel } from './RunItemPanel.tsx'
import { allItemStates, itemState, stateOfAll, verbWord, verifications } from './run-words.ts'

const found = (['equal', 'different', 'not_found'] as const).map((value) => ({
  value,
  label: verifications[value].word,
}))

export function RunItems({ run, isMoving }: { run: Run; isMoving: boolean }) {
  const address = useListAddress(useSearch({ from: '/shell/runs/$id' }))
  const { set } = address
  const { state, verification, search = '', sort: asked, desc, row } = address.search
  const sort = runItemSorts.find((name) => name === asked)
  const shown = { state, verification, search, sort, ...(desc && { desc: 'true' as const }) }
  const list = useCursorList(runItemsQuery(run.id, shown, isMoving))
  const close = useCallback(() => set({ row: undefined }), [set])
  const opened = useOpenedRow(list, row, keyOf, (key) => runItemQuery(run.id, key))
  const { connection: site, kind } = run
  const columns = useMemo(() => columnsOn(site, kind), [site, kind])

  return (
    <ListFrame
      name="run"
      label="Pages of the run"
      address={address}
      list={list}
      columns={columns}
      sorting={sortingOf(address, 'row')}
      rowKey={keyOf}
      searchLabel="Search pages"
      filters={[
        {
          name: 'state',
          label: 'State',
          any: 'Any state',
          choices: allItemStates.map((value) => ({
            value,
            label: `${stateOfAll(value, run)} (${count(run.counts[value])})`,
          })),
        },
        { name: 'verification', label: 'In Wix', any: 'Checked or not', choices: found },
      ]}
      failed="The pages could not be loaded"
      empty={{
        icon: IconListDetails,
        ...nothingOf(run),
        action: (
          <ButtonLink to="/projects/$id" params={{ id: run.projectId }} search={{ tab: 'plan' }}>
            Go to the plan
          </ButtonLink>
        ),
      }}
      noMatch={{
        title: 'No page matches these filters',
        text: `The run has ${counted(run.total, 'page')}.`,
      }}
      panel={opened && <RunItemPanel key={opened.rowKey} run={run} item={opened} onClose={close} />}
    />
  )
}

/** A list that was asked for before the run had begun is empty, and says nothing of the run. */
function nothingOf({ total }: Run): { title: string; text: string } {
  return total === 0
    ? { title: 'This run has no pages', text: 'Nothing had to be sent.' }
    : { title: 'The pages are not listed yet', text: 'They come as soon as the run has taken them up.' }
}

const keyOf = ({ rowKey }: RunItem) => rowKey

function columnsOn(site: Run['connection'], kind: Run['kind']): Column<RunItem>[] {
  return [
    { id: 'title', header: 'Title', sort: 'title', render: (item) => item.title || item.rowKey },
    {
      id: 'row',
      header: 'Row',
      width: '110px',
      optional: true,
      sort: 'row',
      render: (item) => <span className="code">{item.rowKey}</span>,
    },
    { id: 'state', header: 'State', width: '132px', sort: 'state', render: (item) => stateIn(item, kind) },
    {
      id: 'action',
      header: 'Action',
      width: '88px',
      wide: true,
      sort: 'action',
      render: (item) => capital(verbWord(item.action, kind)),
    },
    {
      id: 'verification',
      header: 'In Wix',
      width: '120px',
      wide: 'phone',
      sort: 'verification',
      render: Verification,
    },
    {
      id: 'tries',
      header: 'Attempts',
      width: '70px',
      align: 'right',
      wide: true,
      render: (item) => item.attempts,
    },
    {
      id: 'changed',
      header: 'Last change',
      width: '120px',
      optional: true,
      sort: 'changed',
      render: (item) => <Ago at={item.updatedAt} />,
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

function stateIn(item: RunItem, kind: Run['kind']) {
  const { tone, sign, word } = itemState(item, kind)
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
