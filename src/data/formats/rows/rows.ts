// Rows that never were a file: records of a service, results of a query. Their cells are texts already.
import { z } from 'zod'
import type { Format, Settings } from '../format.ts'
import { readEnds } from './ends.ts'
import { readRows } from './read.ts'

/** Nothing about such a file is open. */
const rowsConfigSchema = z.object({})
type RowsConfig = z.infer<typeof rowsConfigSchema>

export const rows: Format<RowsConfig, Settings> = {
  id: 'rows',
  words: { name: 'rows of a source', whole: 'table', place: ['row', 'rows'] },
  config: rowsConfigSchema,
  defaultConfig: {},
  accepts: (head) => head.toString('latin1', 0, 18) === '{"seomatic":"rows"',
  async decide(_config, file) {
    const { head } = await readEnds(file)
    const settings = { hasHeader: true, place: head.place, suggestedKey: head.key }
    return { settings, decisions: [], notes: [], readings: [] }
  },
  read: (_settings, file) => readRows(file),
}
