import { Link } from '@tanstack/react-router'
import type { Run } from '../../../../src/api/run.ts'
import { kindName } from '../../../../src/api/run-done.ts'
import { CardLine } from '../../ui/CardLine.tsx'
import { count, duration } from '../../ui/format.ts'
import { Tag } from '../../ui/Status.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { RunBar } from './RunBar.tsx'
import { RunStatus } from './RunStatus.tsx'
import classes from './Runs.module.css'
import { failureWords } from './run-words.ts'

/** Of the runs of all projects, or of one. */
export function runColumns(isOfOne: boolean): Column<Run>[] {
  const first: Column<Run> = {
    id: 'run',
    header: isOfOne ? 'Started' : 'Project',
    ...(isOfOne && { sort: 'at' }),
    render: (run) => (
      <span className={classes.runName}>
        <Link to="/runs/$id" params={{ id: run.id }} className={classes.name}>
          {isOfOne ? <Ago at={startOf(run)} /> : run.projectName}
        </Link>
        {run.kind !== 'publish' && <Tag>{kindName(run.kind)}</Tag>}
      </span>
    ),
  }
  return [first, ...others, ...(isOfOne ? [] : [started]), by]
}

const startOf = ({ startedAt, createdAt }: Run) => startedAt ?? createdAt

const started: Column<Run> = {
  id: 'at',
  header: 'Started',
  sort: 'at',
  width: '120px',
  wide: 'phone',
  render: (run) => <Ago at={startOf(run)} />,
}

const by: Column<Run> = {
  id: 'by',
  header: 'By',
  width: '150px',
  optional: true,
  render: ({ author }) => author,
}

const others: Column<Run>[] = [
  { id: 'state', header: 'State', width: '170px', render: (run) => <RunStatus run={run} /> },
  {
    id: 'bar',
    header: 'Pages',
    width: '240px',
    render: (run) => <Progress run={run} />,
  },
  {
    id: 'site',
    header: 'Site',
    width: '200px',
    wide: true,
    render: ({ connection }) => (
      <>
        {connection.name} {connection.kind === 'practice' && <Tag tone="accent">Practice</Tag>}
      </>
    ),
  },
  {
    id: 'time',
    header: 'Took',
    width: '110px',
    align: 'right',
    wide: true,
    render: (run) => (run.receipt ? duration(run.receipt.seconds) : ''),
  },
]

/** On a phone, below the name of the project, or when it was started. */
export function RunCard({ run, isOfOne = false }: { run: Run; isOfOne?: boolean }) {
  return (
    <>
      <CardLine>
        <RunStatus run={run} />
        {!isOfOne && <Ago at={startOf(run)} />}
      </CardLine>
      <CardLine>
        <Progress run={run} />
      </CardLine>
    </>
  )
}

function Progress({ run }: { run: Run }) {
  const failures = failureWords(run)
  return (
    <span className={classes.small}>
      <RunBar run={run} small />
      <span className="num">
        {count(run.counts.accepted)} of {count(run.total)}
      </span>
      {failures !== '' && <span className={classes.failed}>{failures}</span>}
    </span>
  )
}
