// CSV and its relatives: any text in rows whose cells a single character separates.
import type { Format } from '../format.ts'
import { type CsvConfig, type CsvSettings, csvConfigSchema, defaultCsvConfig } from './config.ts'
import { decideCsv } from './decide.ts'
import { findWrongKind } from './file-kind.ts'
import { readCsv } from './read.ts'

export const csv: Format<CsvConfig, CsvSettings> = {
  id: 'csv',
  words: { name: 'CSV file', whole: 'file', place: ['line', 'lines'] },
  config: csvConfigSchema,
  defaultConfig: defaultCsvConfig,
  accepts: (head) => findWrongKind(head) === null,
  decide: (config, file) => decideCsv(file.path, config),
  pin: (config, { encoding, delimiter }) => ({ ...config, encoding, delimiter }),
  read: (settings, file) => readCsv(file, settings),
}
