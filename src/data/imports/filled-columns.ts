// Which columns of a dataset were filled beside those of its file, and what they hold.
import type { Queries } from '../../db/types.ts'
import type { FillPlan } from '../rows/fill-cells.ts'

export interface FilledColumns {
  columns: FillPlan['columns']
  /** When the import was started that brought its rows. */
  since: string
}

/** In the rows that the dataset has now; null where there are none. */
export async function findFilledColumns(queries: Queries, datasetId: string): Promise<FilledColumns | null> {
  const { rows } = await queries.query<{ filling: FillPlan; created_at: string }>(
    `select i.filling, i.created_at from datasets d join imports i on i.id = d.kept_file ->> 'importId'
      where d.id = $1 and i.filling is not null`,
    [datasetId],
  )
  const [last] = rows
  return last ? { columns: last.filling.columns, since: last.created_at } : null
}
