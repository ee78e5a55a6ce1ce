// Columns and imports, in words. Pure.
import type { Column } from '../api/dataset.ts'
import type { Import } from '../api/import.ts'
import { readAsWords, readingWords } from '../api/reading-words.ts'
import { table } from './table.ts'
import { count, cut, many, oneLine, size } from './text.ts'

export function describeColumns(columns: Column[], width: number): string {
  return table(
    [
      'Column',
      'Type',
      { title: 'Filled', align: 'right' },
      { title: 'Distinct', align: 'right' },
      'Samples',
      'Notes',
    ],
    columns.map((column) => [
      column.name === column.header || column.header === ''
        ? column.name
        : `${column.name} ("${column.header}")`,
      column.type,
      count(column.filled),
      `${column.distinctIsExact ? '' : '~'}${count(column.distinct)}`,
      column.samples
        .slice(0, 3)
        .map((sample) => cut(oneLine(sample), 24))
        .join(' | '),
      [
        ...(column.readAs ? [`Read as ${readAsWords(column.readAs)}.`] : []),
        ...(column.reading && !column.readAs
          ? [`${readingWords(column.reading)}: ${column.reading.reason}`]
          : []),
        ...column.problems,
      ].join(' '),
    ]),
    width,
  )
}

/** What the analysis found, before anything is decided. */
export function describeReport(report: Import, width: number): string {
  const setAside = report.setAsideCount > 0 ? `, ${count(report.setAsideCount)} set aside` : ''
  const lines = [
    `${report.fileName}: ${size(report.bytes)}, ${many(report.rowCount, 'row')}${setAside}`,
    ...report.decisions.map((one) => `${one.name}: ${one.value} (${one.reason})`),
  ]
  const parts = [
    lines.join('\n'),
    describeReadings(report, width),
    describeColumns(report.columns, width),
    report.notes.join('\n'),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** The first rows in each encoding the file may be in. */
function describeReadings({ readings }: Import, width: number): string {
  if (readings.length === 0) return ''
  const rows = readings.flatMap(({ encoding, rows }) =>
    rows.map((cells, n) => [
      n === 0 ? encoding : '',
      cells.map((cell) => cut(oneLine(cell), 24)).join(' | '),
    ]),
  )
  return table(['Encoding', 'The first rows in it'], rows, width)
}

export function describeChanges({ changes, rowCount }: Import): string {
  if (!changes) return many(rowCount, 'row')
  const { added, changed, removed, same } = changes
  return `${count(added)} added, ${count(changed)} changed, ${count(removed)} removed, ${count(same)} the same`
}
