import { Button } from '@mantine/core'
import { IconListDetails, IconX } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { Suspense, useCallback, useMemo } from 'react'
import type { Plan, PlanItem } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import type { CursorList } from '../../queries/cursor-list.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { count, pathOf } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Status } from '../../ui/Status.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { Until } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import type { Ticks } from '../../ui/useTicks.ts'
import { useFieldWords } from '../pages/useFieldWords.ts'
import { actionLooks } from './action-looks.ts'
import { ConflictBar } from './ConflictBar.tsx'
import { planItemPanel as PlanItemPanel } from './later.ts'
import classes from './Plans.module.css'
import { shownWords } from './part.ts'
import { actionWord, presentActions, shownOf } from './sentences.ts'

const decisions = {
  keep_theirs: "Keep Wix's",
  take_ours: 'Take ours',
  hold: 'Hold',
  merge: 'Decided',
} as const

const noPages = (project: Project) => ({
  icon: IconListDetails,
  title: 'No pages in this plan',
  text: 'The project has no rows, and none of its pages are in Wix.',
  action: (
    <ButtonLink to="/data/$id" params={{ id: project.dataset.id }}>
      Open the data
    </ButtonLink>
  ),
})

/** The address names a part of the plan that has no pages, as after a decision. */
const nothingHere = (showAll: () => void) => ({
  icon: IconListDetails,
  title: 'No pages here',
  text: 'The plan has pages, but none in this part of it.',
  action: (
    <Button variant="default" onClick={showAll}>
      Show the rest of the plan
    </Button>
  ),
})

interface Props {
  project: Project
  plan: Plan
  list: CursorList<PlanItem>
  ticks: Ticks
}

export function PlanItems({ project, plan, list, ticks }: Props) {
  const wordOf = useFieldWords(project.id)
  const address = useListAddress(useSearch({ from: '/shell/projects/$id' }))
  const { set } = address
  const { search = '', row, problem } = address.search
  const present = presentActions(plan)
  const filter = shownOf(plan, address.search)
  const shown = filter.action
  const close = useCallback(() => set({ row: undefined }), [set])
  const hasDates = list.rows.some((item) => item.expectedAt !== null)
  const { scope } = plan
  const columns = useMemo(() => columnsWith(wordOf, hasDates, scope), [wordOf, hasDates, scope])

  return (
    <ListFrame
      name={`plan:${project.id}`}
      label="Pages of the plan"
      address={address}
      list={list}
      ticks={ticks}
      columns={columns}
      sorting={sortingOf(address, 'row')}
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
              onClick={() => set({ action: name, problem: undefined, row: undefined }, 'push')}
            >
              {actionWord(name, plan)} <span className="num">{count(plan.counts[name])}</span>
            </button>
          ))}
          {problem !== undefined && (
            <button
              type="button"
              className={classes.action}
              aria-pressed
              onClick={() => set({ problem: undefined, row: undefined }, 'push')}
            >
              {shownWords({ ...filter, action: undefined, search: '' }, plan)}{' '}
              <IconX size={13} aria-label="show all again" />
            </button>
          )}
        </fieldset>
      }
      above={
        shown === 'conflict' && plan.counts.conflict > 0 && <ConflictBar projectId={project.id} plan={plan} />
      }
      failed="The pages of the plan could not be loaded"
      empty={
        present.length > 0
          ? nothingHere(() => set({ action: undefined, problem: undefined }))
          : noPages(project)
      }
      noMatch={{
        title: 'No page matches',
        text: `Nothing in this part of the plan contains “${search}”.`,
      }}
      panel={
        row !== undefined && (
          <Suspense fallback={null}>
            <PlanItemPanel key={row} project={project} plan={plan} rowKey={row} onClose={close} />
          </Suspense>
        )
      }
    />
  )
}

const keyOf = ({ rowKey }: PlanItem) => rowKey

function columnsWith(
  wordOf: (field: string) => string,
  hasDates: boolean,
  scope: Plan['scope'],
): Column<PlanItem>[] {
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
      width: '150px',
      sort: 'action',
      render: (item) => <Action {...item} word={actionWord(item.action, { scope })} />,
    },
    ...(hasDates ? [dateColumn] : []),
    {
      id: 'about',
      header: 'Details',
      width: '26%',
      wide: 'phone',
      render: (item) => aboutItem(item, wordOf),
    },
  ]
}

/** When the schedule would send them, for those that it has a date for. */
const dateColumn: Column<PlanItem> = {
  id: 'expected',
  header: 'Scheduled for',
  width: '140px',
  wide: true,
  render: ({ expectedAt }) => (expectedAt === null ? null : <Until at={expectedAt} />),
}

/** A decision stays in view also while a panel leaves the list no room for details. */
function Action({ action, resolution, word }: PlanItem & { word: string }) {
  if (action === 'conflict' && resolution !== null) {
    return (
      <Status tone="good" sign="check">
        {decisions[resolution]}
      </Status>
    )
  }
  const { tone, sign } = actionLooks[action]
  return (
    <Status tone={tone} sign={sign}>
      {word}
    </Status>
  )
}

function aboutItem(item: PlanItem, wordOf: (field: string) => string): string {
  if (item.action === 'conflict' && item.resolution === null) return 'Undecided'
  if (item.action === 'adopt') return item.changedFields.map(wordOf).join(', ') || 'Already equal'
  if (item.problems.length > 0) return item.problems[0]?.message ?? ''
  return item.changedFields.map(wordOf).join(', ')
}
