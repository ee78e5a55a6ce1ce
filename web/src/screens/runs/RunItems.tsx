import { Button, Select } from '@mantine/core'
import { IconListDetails, IconZoomQuestion } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Run, RunItem } from '../../../../src/api/run.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Status } from '../../ui/Status.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { PageLink } from './PageLink.tsx'
import { useRunItems } from './queries.ts'
import { RunItemPanel } from './RunItemPanel.tsx'
import classes from './Runs.module.css'
import { itemStates, verifications } from './run-words.ts'

export function RunItems({ run, isMoving }: { run: Run; isMoving: boolean }) {
  const { state, verification, search = '', row } = useSearch({ from: '/shell/runs/$id' })
  const navigate = useNavigate({ from: '/runs/$id' })
  const set = useCallback(
    (
      patch: { state?: typeof state; verification?: typeof verification; search?: string; row?: string },
      replace = true,
    ) => void navigate({ search: (before) => ({ ...before, ...patch }), replace }),
    [navigate],
  )
  const setSearch = useCallback((value: string) => set({ search: value || undefined }), [set])
  const close = useCallback(() => set({ row: undefined }), [set])
  const list = useRunItems(run.id, { state, verification, search }, isMoving)
  const isFiltered = state !== undefined || verification !== undefined || search !== ''
  const clear = () => set({ state: undefined, verification: undefined, search: undefined })
  const opened = list.rows.find((item) => item.rowKey === row)

  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <div className={classes.filters}>
          <SearchField label="Search pages" value={search} onChange={setSearch} />
          <Select
            aria-label="State"
            placeholder="Any state"
            clearable
            w={170}
            value={state ?? null}
            onChange={(value) => set({ state: (value ?? undefined) as typeof state }, false)}
            data={Object.entries(itemStates).map(([value, { word }]) => ({
              value,
              label: `${word} (${count(run.counts[value as keyof typeof itemStates])})`,
            }))}
          />
          <Select
            aria-label="Read back"
            placeholder="Any verification"
            clearable
            w={170}
            value={verification ?? null}
            onChange={(value) => set({ verification: (value ?? undefined) as typeof verification }, false)}
            data={[
              { value: 'equal', label: 'Equal' },
              { value: 'different', label: 'Different' },
              { value: 'not_found', label: 'Not found' },
            ]}
          />
          {isFiltered && (
            <Button variant="subtle" color="gray" onClick={clear}>
              Clear filters
            </Button>
          )}
        </div>
        {list.isLoading ? (
          <div style={{ padding: '0 16px' }}>
            <RowsSkeleton rows={10} />
          </div>
        ) : list.error ? (
          <ErrorState
            title="The pages could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : list.rows.length === 0 ? (
          isFiltered ? (
            <EmptyState
              icon={IconZoomQuestion}
              title="No page matches these filters"
              action={
                <Button variant="default" onClick={clear}>
                  Clear filters
                </Button>
              }
            >
              The run has {count(run.total)} pages.
            </EmptyState>
          ) : (
            <EmptyState icon={IconListDetails} title="This run has no pages">
              Nothing had to be sent.
            </EmptyState>
          )
        ) : (
          <VirtualTable
            label="Pages of the run"
            rows={list.rows}
            total={list.total}
            rowKey={(item) => item.rowKey}
            selected={row ?? null}
            onOpen={(item) => set({ row: item.rowKey }, row !== undefined)}
            {...list.table}
            columns={[
              { id: 'title', header: 'Title', render: (item) => item.title || item.rowKey },
              { id: 'state', header: 'State', width: '132px', render: State },
              { id: 'action', header: 'Action', width: '88px', wide: true, render: (item) => item.action },
              { id: 'verification', header: 'Read back', width: '120px', wide: true, render: Verification },
              {
                id: 'tries',
                header: 'Tries',
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
                render: (item) => item.problem?.message ?? <PageLink url={item.url} run={run} />,
              },
            ]}
          />
        )}
      </div>
      {opened && <RunItemPanel key={opened.rowKey} run={run} item={opened} onClose={close} />}
    </div>
  )
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
