import { IconCalendarTime } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { Schedule } from '../../../../src/api/schedule.ts'
import { scheduleList } from '../../../../src/api/whole-lists.ts'
import { useLocalList } from '../../queries/local-list.ts'
import { schedulesQuery } from '../../queries/schedules.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { CardLine } from '../../ui/CardLine.tsx'
import { count, counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Page } from '../../ui/Page.tsx'
import { Status } from '../../ui/Status.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { momentIn } from './local-days.ts'
import { ruleWords } from './rule-words.ts'
import classes from './Schedules.module.css'
import { stateLook, stateNames } from './state-words.ts'

/** The schedules of all projects, also those that are over. */
export function SchedulesScreen() {
  const address = useListAddress(useSearch({ from: '/shell/runs/schedules' }))
  const { data, isPending, error, refetch } = useQuery(schedulesQuery)
  const loaded = { data: data?.items, isPending, error, refetch }
  const list = useLocalList(loaded, address.search, scheduleList)
  return (
    <Page
      width="full"
      title="Schedules"
      parent={{ to: '/runs', label: 'Runs' }}
      lead="Which pages go out by themselves, and when."
    >
      <ListFrame
        name="schedules"
        label="Schedules"
        address={address}
        list={list}
        columns={columns}
        card={cardOf}
        sorting={sortingOf(address, '')}
        rowKey={keyOf}
        rowWords={({ projectName }) => projectName}
        searchLabel="Search schedules"
        filters={[
          {
            name: 'state',
            label: 'State',
            any: 'Any state',
            choices: stateNames.map((state) => ({ value: state, label: stateLook({ state }).word })),
          },
        ]}
        failed="The schedules could not be loaded"
        empty={{
          icon: IconCalendarTime,
          title: 'No schedule yet',
          text: 'A schedule publishes so many pages an hour, a day or a week by itself. Each project can have one: open it and choose Schedule.',
          action: <ButtonLink to="/projects">Go to projects</ButtonLink>,
        }}
        noMatch={{
          title: 'No schedule matches',
          text: `There ${loaded.data?.length === 1 ? 'is' : 'are'} ${counted(loaded.data?.length ?? 0, 'schedule')}.`,
        }}
      />
    </Page>
  )
}

const keyOf = ({ id }: Schedule) => id

const columns: Column<Schedule>[] = [
  {
    id: 'project',
    header: 'Project',
    sort: 'project',
    render: ({ projectId, projectName }) => (
      <Link
        to="/projects/$id"
        params={{ id: projectId }}
        search={{ tab: 'schedule' }}
        className={classes.name}
      >
        {projectName}
      </Link>
    ),
  },
  { id: 'state', header: 'State', sort: 'state', width: '230px', render: State },
  { id: 'rule', header: 'Rule', width: '30%', wide: true, render: ({ rule }) => ruleWords(rule) },
  {
    id: 'pages',
    header: 'To go',
    sort: 'pages',
    width: '110px',
    align: 'right',
    render: toGo,
  },
  { id: 'next', header: 'Next slot', sort: 'next', width: '190px', wide: 'phone', render: nextSlot },
  {
    id: 'last',
    header: 'Last slot',
    sort: 'last',
    width: '190px',
    optional: true,
    render: ({ lastSlotAt, rule }) => lastSlotAt !== null && momentIn(lastSlotAt, rule.timeZone),
  },
  { id: 'by', header: 'Agreed by', width: '150px', optional: true, render: ({ consent }) => consent.by },
]

/** On a phone, below the name of the project. */
function cardOf(schedule: Schedule) {
  return (
    <>
      <CardLine>
        <State {...schedule} />
        <span className="num">{toGo(schedule)} to go</span>
      </CardLine>
      <CardLine>
        <span>{ruleWords(schedule.rule)}</span>
      </CardLine>
    </>
  )
}

function State(schedule: Schedule) {
  const { tone, sign, word } = stateLook(schedule)
  return (
    <Status tone={tone} sign={sign}>
      {word}
    </Status>
  )
}

function toGo({ pages }: Schedule): string {
  return count(pages.dated + pages.undated)
}

function nextSlot({ state, nextSlotAt, rule }: Schedule): string | null {
  return state === 'active' && nextSlotAt !== null ? momentIn(nextSlotAt, rule.timeZone) : null
}
