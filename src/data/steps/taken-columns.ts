// The columns of another dataset that a step brings along.
import type { OtherDataset, StepColumn } from './step.ts'
import { placeOf } from './step.ts'

export function takenColumns(
  wanted: readonly { column: string; name?: string | undefined }[],
  { name: dataset, columnNames }: OtherDataset,
  stepId: string,
): { columns: StepColumn[]; cells(row: readonly string[]): string[] } {
  const names = columnNames.map((name) => ({ name }))
  const places = wanted.map(({ column }) => placeOf(names, column))
  return {
    columns: wanted.map(({ column, name = column }) => ({
      name,
      header: '',
      from: [`${dataset}: ${column}`],
      steps: [stepId],
    })),
    cells: (row) => places.map((at) => row[at] ?? ''),
  }
}
