import { Button } from '@mantine/core'
import { IconListDetails, IconZoomQuestion } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Plan, PlanAction, PlanItem } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count, pathOf } from '../../ui/format.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { type Sign, Status, type Tone } from '../../ui/Status.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { useFieldWords } from '../projects/useFieldWords.ts'
import { ConflictBar } from './ConflictBar.tsx'
import { PlanItemPanel } from './PlanItemPanel.tsx'
import classes from './Plans.module.css'
import { usePlanItems } from './queries.ts'
import { actionWords } from './sentences.ts'

const order: PlanAction[] = [
  'create',
  'adopt',
  'update',
  'move',
  'remove',
  'conflict',
  'gone',
  'held',
  'unchanged',
]
const looks: Record<PlanAction, { tone: Tone; sign: Sign }> = {
  create: { tone: 'good', sign: 'check' },
  adopt: { tone: 'accent', sign: 'link' },
  update: { tone: 'accent', sign: 'info' },
  move: { tone: 'accent', sign: 'info' },
  remove: { tone: 'bad', sign: 'cross' },
  conflict: { tone: 'warn', sign: 'warning' },
  gone: { tone: 'warn', sign: 'warning' },
  held: { tone: 'bad', sign: 'lock' },
  unchanged: { tone: 'quiet', sign: 'dashed' },
}
const decisions = { keep_theirs: "Keep Wix's", take_ours: 'Take ours', hold: 'Hold' } as const

function aboutItem(item: PlanItem, wordOf: (field: string) => string): string {
  if (item.action === 'conflict') return item.resolution ? decisions[item.resolution] : 'Undecided'
  if (item.action === 'adopt') return item.changedFields.map(wordOf).join(', ') || 'Equal already'
  if (item.problems.length > 0) return item.problems[0]?.message ?? ''
  return item.changedFields.map(wordOf).join(', ')
}

export function PlanItems({ project, plan }: { project: Project; plan: Plan }) {
  const wordOf = useFieldWords(project.id)
  const { action, search = '', row } = useSearch({ from: '/shell/projects/$id' })
  const navigate = useNavigate({ from: '/projects/$id' })
  const set = useCallback(
    (patch: { action?: PlanAction; search?: string; row?: string }, replace = true) =>
      void navigate({ search: (before) => ({ ...before, ...patch }), replace }),
    [navigate],
  )
  const setSearch = useCallback((value: string) => set({ search: value || undefined }), [set])
  const close = useCallback(() => set({ row: undefined }), [set])
  const present = order.filter((name) => plan.counts[name] > 0)
  const shown = action ?? present[0]
  const list = usePlanItems(plan.id, shown, search)

  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <div className={classes.bar}>
          <fieldset className={classes.actions} aria-label="Which pages to list">
            {present.map((name) => (
              <button
                key={name}
                type="button"
                className={classes.action}
                aria-pressed={name === shown}
                onClick={() => set({ action: name, row: undefined }, false)}
              >
                {actionWords[name]} <span className="num">{count(plan.counts[name])}</span>
              </button>
            ))}
          </fieldset>
          <SearchField label="Search the plan" value={search} onChange={setSearch} />
        </div>
        {shown === 'conflict' && plan.counts.conflict > 0 && (
          <ConflictBar projectId={project.id} plan={plan} />
        )}
        {list.isLoading ? (
          <div style={{ padding: '0 16px' }}>
            <RowsSkeleton rows={10} />
          </div>
        ) : list.error ? (
          <ErrorState
            title="The pages of the plan could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : list.rows.length === 0 ? (
          search === '' ? (
            <EmptyState icon={IconListDetails} title="No page in this plan">
              The project has no rows, and nothing of it is in Wix.
            </EmptyState>
          ) : (
            <EmptyState
              icon={IconZoomQuestion}
              title="No page matches"
              action={
                <Button variant="default" onClick={() => setSearch('')}>
                  Clear the search
                </Button>
              }
            >
              Nothing in this part of the plan contains “{search}”.
            </EmptyState>
          )
        ) : (
          <VirtualTable
            label="Pages of the plan"
            rows={list.rows}
            total={list.total}
            rowKey={(item) => item.rowKey}
            selected={row ?? null}
            onOpen={(item) => set({ row: item.rowKey }, row !== undefined)}
            {...list.table}
            columns={[
              { id: 'title', header: 'Title', render: (item) => item.title || item.rowKey },
              {
                id: 'slug',
                header: 'Address',
                width: '26%',
                wide: true,
                render: (item) => <span className="code">{pathOf(item.slug)}</span>,
              },
              {
                id: 'action',
                header: 'What happens',
                width: '140px',
                render: (item) => (
                  <Status tone={looks[item.action].tone} sign={looks[item.action].sign}>
                    {actionWords[item.action]}
                  </Status>
                ),
              },
              {
                id: 'about',
                header: 'Details',
                width: '26%',
                wide: true,
                render: (item) => aboutItem(item, wordOf),
              },
            ]}
          />
        )}
      </div>
      {row !== undefined && (
        <PlanItemPanel key={row} project={project} planId={plan.id} rowKey={row} onClose={close} />
      )}
    </div>
  )
}
