import type { Step, StepSample } from '../../../../../src/api/step.ts'
import { Table } from '../../../ui/Table.tsx'
import data from '../Data.module.css'
import { origin } from './origin.ts'
import classes from './Steps.module.css'

/** Ten rows, with where each column comes from. */
export function SampleTable({ label, sample, steps }: { label: string; sample: StepSample; steps: Step[] }) {
  const rows = sample.rows.map((row, at) => ({ ...row, at }))
  return (
    <Table
      scrolls
      label={label}
      rows={rows}
      rowKey={({ at }) => String(at)}
      columns={[
        {
          id: '#',
          header: 'Line',
          width: '64px',
          render: ({ line }) => <span className={data.lineNumber}>{line}</span>,
        },
        ...sample.columns.map(({ name, from, steps: through }, at) => ({
          id: `c:${name}`,
          header: (
            <span
              title={origin(from, through, steps)}
              data-new={through.length > 0 || undefined}
              className={classes.head}
            >
              {name}
            </span>
          ),
          render: ({ cells }: { cells: string[] }) => <span className={data.cell}>{cells[at]}</span>,
        })),
      ]}
    />
  )
}
