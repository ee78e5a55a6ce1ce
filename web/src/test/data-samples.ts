// A dataset and an import of the contract, for tests.
import type { Dataset } from '../../../src/api/dataset.ts'
import type { Import } from '../../../src/api/import.ts'
import { at } from './sample-time.ts'

export const dataset: Dataset = {
  id: 'dat_1',
  name: 'Places',
  version: 1,
  keyColumn: 'code',
  keyColumns: ['code'],
  rowCount: 100,
  setAsideCount: 0,
  sourceName: 'places.csv',
  createdAt: at,
  updatedAt: at,
  columns: [
    ['code', 100, 6],
    ['name', 60, 30],
    ['country', 12, 20],
    ['type', 5, 12],
  ].map(([name, distinct, longest]) => ({
    name: String(name),
    header: String(name),
    type: 'text' as const,
    filled: 100,
    distinct: Number(distinct),
    distinctIsExact: true,
    longest: Number(longest),
    samples: ['a', 'b'],
    problems: [],
  })),
}

export const analysed: Import = {
  id: 'imp_1',
  datasetId: null,
  fileName: 'places.csv',
  bytes: 1000,
  format: 'csv',
  place: ['line', 'lines'],
  state: 'analysed',
  progress: { rows: 100, fraction: 1 },
  settings: {
    encoding: null,
    delimiter: null,
    hasHeader: true,
    headerLine: null,
    linesInQuotes: null,
    replaceInvalidBytes: false,
  },
  decisions: [
    { name: 'encoding', value: 'utf-8', reason: 'Every byte of the file is valid UTF-8.' },
    { name: 'delimiter', value: ',', reason: 'Comma, because it gives every row 4 columns.' },
    { name: 'header', value: 'yes', reason: 'The first row gives the columns their names.' },
  ],
  readings: [],
  columns: dataset.columns,
  preview: [{ code: 'A', name: 'Alpha', country: 'Andorra', type: 'x' }],
  rowCount: 100,
  setAsideCount: 0,
  notes: [],
  suggestedKey: 'code',
  keyNotes: [],
  keyColumn: null,
  keyColumns: [],
  sourceId: null,
  trigger: 'person',
  isRefresh: false,
  reasons: [],
  changes: null,
  problem: null,
  createdAt: at,
}
