import { IconListDetails } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Plan, PlanAction, PlanItem } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { planItemsQuery } from '../../queries/plans.ts'
import { count, pathOf } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { type Sign, Status, type Tone } from '../../ui/Status.tsx'
import type { Column } from '../../ui/Table.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { useFieldWords } from '../pages/useFieldWords.ts'
import { ConflictBar } from './ConflictBar.tsx'
import { PlanItemPanel } from './PlanItemPanel.tsx'
import classes from './Plans.module.css'
import { actionWords } from './sentences.ts'

/** In the order they are listed. */
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
const order = Object.keys(looks) as PlanAction[]
const decisions = { keep_theirs: "Keep Wix's", take_ours: 'Take ours', hold: 'Hold' } as const

export function PlanItems({ project, plan }: { project: Project; plan: Plan }) {
  const wordOf = useFieldWords(project.id)
  const address = useListAddress(useSearch({ from: '/shell/projects/$id' }))
  const { set } = address
  const { action, search = '', row } = address.search
  const present = order.filter((name) => plan.counts[name] > 0)
  const shown = action ?? present[0]
  const list = useCursorList(planItemsQuery(plan.id, shown, search))
  const close = useCallback(() => set({ row: undefined }), [set])
  const columns = useMemo(() => columnsWith(wordOf), [wordOf])

  return (
    <ListFrame
      label="Pages of the plan"
      address={address}
      list={list}
      columns={columns}
      rowKey={keyOf}
      searchLabel="Search the plan"
      parts={
        <fieldset className={classes.actions} aria-label="Which pages to list">
          {present.map((name) => (
            <button
              key={name}
              type="button"
              className={classes.action}
              aria-pressed={name === shown}
              onClick={() => set({ action: name, row: undefined }, 'push')}
            >
              {actionWords[name]} <span className="num">{count(plan.counts[name])}</span>
            </button>
          ))}
        </fieldset>
      }
      above={
        shown === 'conflict' && plan.counts.conflict > 0 && <ConflictBar projectId={project.id} plan={plan} />
      }
      failed="The pages of the plan could not be loaded"
      empty={{
        icon: IconListDetails,
        title: 'No pages in this plan',
        text: 'The project has no rows, and none of its pages are in Wix.',
      }}
      noMatch={{
        title: 'No page matches',
        text: `Nothing in this part of the plan contains “${search}”.`,
      }}
      panel={
        row !== undefined && (
          <PlanItemPanel key={row} project={project} plan={plan} rowKey={row} onClose={close} />
        )
      }
    />
  )
}

const keyOf = ({ rowKey }: PlanItem) => rowKey

function columnsWith(wordOf: (field: string) => string): Column<PlanItem>[] {
  return [
    { id: 'title', header: 'Title', render: (item) => item.title || item.rowKey },
    {
      id: 'slug',
      header: 'Address',
      width: '26%',
      wide: true,
      render: (item) => <span className="code">{pathOf(item.slug)}</span>,
    },
    { id: 'action', header: 'What happens', width: '140px', render: Action },
    {
      id: 'about',
      header: 'Details',
      width: '26%',
      wide: true,
      render: (item) => aboutItem(item, wordOf),
    },
  ]
}

function Action({ action }: PlanItem) {
  const { tone, sign } = looks[action]
  return (
    <Status tone={tone} sign={sign}>
      {actionWords[action]}
    </Status>
  )
}

function aboutItem(item: PlanItem, wordOf: (field: string) => string): string {
  if (item.action === 'conflict') return item.resolution ? decisions[item.resolution] : 'Undecided'
  if (item.action === 'adopt') return item.changedFields.map(wordOf).join(', ') || 'Already equal'
  if (item.problems.length > 0) return item.problems[0]?.message ?? ''
  return item.changedFields.map(wordOf).join(', ')
}
