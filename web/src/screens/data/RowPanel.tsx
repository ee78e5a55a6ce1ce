// One row of a dataset: what is in it, where it comes from, and a way to put single cells right by hand.
import { useQuery } from '@tanstack/react-query'
import type { Dataset, Row } from '../../../../src/api/dataset.ts'
import { stepsQuery } from '../../queries/steps.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { CellValue } from './CellValue.tsx'
import { origin } from './steps/origin.ts'

interface Props {
  dataset: Dataset
  row: Row
  onClose: () => void
}

export function RowPanel({ dataset, row, onClose }: Props) {
  const shaping = useQuery(stepsQuery(dataset.id)).data
  const keys = new Set([dataset.keyColumn, ...dataset.keyColumns])
  return (
    <Panel title={row.rowKey} subtitle={`Line ${row.line}`} onClose={onClose}>
      <KeyValues
        items={dataset.columns.map(({ name }) => {
          const lineage = shaping?.columns.find((column) => column.name === name)
          return [
            name,
            <CellValue
              key={name}
              datasetId={dataset.id}
              row={row}
              column={name}
              origin={
                lineage && shaping && lineage.steps.length > 0
                  ? origin(lineage.from, lineage.steps, shaping.steps)
                  : null
              }
              canCorrect={!keys.has(name)}
            />,
          ]
        })}
      />
    </Panel>
  )
}
