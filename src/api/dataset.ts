// Datasets: imported rows with columns; one column is the key.
import { z } from 'zod'
import { correctionSchema } from './correction.ts'
import { columnReadingSchema, readAsSchema } from './reading.ts'
import { isRowSort } from './row-sort.ts'

export const columnSchema = z.object({
  /** The name templates use: `{{ row.country }}`. Unique in the dataset. */
  name: z.string(),
  /** What stood in the file's header. */
  header: z.string(),
  type: z.enum(['text', 'number', 'boolean', 'date', 'url', 'html', 'empty']),
  filled: z.number().int(),
  distinct: z.number().int(),
  distinctIsExact: z.boolean(),
  longest: z.number().int(),
  samples: z.array(z.string()),
  problems: z.array(z.string()),
  /** What its texts seem to hold, where templates do not read that by themselves. */
  reading: columnReadingSchema.optional(),
  /** What its owner says its texts hold: what templates compare, sort and compute by. They print as they are. */
  readAs: readAsSchema.optional(),
})
export type Column = z.infer<typeof columnSchema>

export const datasetSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  columns: z.array(columnSchema),
  /** The column with the key of each row. */
  keyColumn: z.string(),
  /** The columns of the file it is made of: itself, or several that are combined to a column of its own. */
  keyColumns: z.array(z.string()),
  rowCount: z.number().int(),
  setAsideCount: z.number().int(),
  sourceName: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Dataset = z.infer<typeof datasetSchema>

export const rowSchema = z.object({
  rowKey: z.string(),
  line: z.number().int(),
  cells: z.record(z.string(), z.string()),
  /** Cells of it that were corrected by hand, where there are any. */
  corrections: z.array(correctionSchema).optional(),
})
export type Row = z.infer<typeof rowSchema>

export const rowListQuerySchema = z.object({
  search: z.string().max(200).default(''),
  /**
   * `row` (as the file has them) unless told, `key`, or `column:` and the name of a column. Numbers come by what they
   * amount to, before texts; blank cells last, whichever way it runs.
   */
  sort: z.string().max(1000).refine(isRowSort, 'Sort by row, key or column:NAME.').optional(),
  desc: z.enum(['true', 'false']).optional(),
})

export const setAsideRowSchema = z.object({
  line: z.number().int(),
  reason: z.string(),
  cells: z.array(z.string()),
})
export type SetAsideRow = z.infer<typeof setAsideRowSchema>
