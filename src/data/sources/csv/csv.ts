// CSV and its relatives: any text in rows whose cells a single character separates.
import type { Source, SourceContext, SourceFile } from '../source.ts'
import { type CsvConfig, type CsvSettings, csvConfigSchema, defaultCsvConfig } from './config.ts'
import { decideCsv } from './decide.ts'
import { findWrongKind } from './file-kind.ts'
import { readCsv } from './read.ts'

export const csv: Source<CsvConfig, CsvSettings> = {
  id: 'csv',
  words: { name: 'CSV file', whole: 'file', place: ['line', 'lines'] },
  config: csvConfigSchema,
  defaultConfig: defaultCsvConfig,
  secrets: [],
  accepts: (head) => findWrongKind(head) === null,
  // An upload is read because someone uploaded it.
  version: async () => null,
  decide: (config, _secrets, context) => decideCsv(fileOf(context).path, config),
  read: (settings, _secrets, context) => readCsv(fileOf(context), settings),
}

function fileOf({ file }: SourceContext): SourceFile {
  if (!file) throw new RangeError('A CSV file is read from a file.')
  return file
}
