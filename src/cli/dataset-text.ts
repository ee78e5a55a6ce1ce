// Columns and imports, in words. Pure.
import type { Column } from '../api/dataset.ts'
import type { Import } from '../api/import.ts'
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
      column.name === column.header ? column.name : `${column.name} ("${column.header}")`,
      column.type,
      count(column.filled),
      `${column.distinctIsExact ? '' : '~'}${count(column.distinct)}`,
      column.samples
        .slice(0, 3)
        .map((sample) => cut(oneLine(sample), 24))
        .join(' | '),
      column.problems.join(' '),
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
  const parts = [lines.join('\n'), describeColumns(report.columns, width), report.notes.join('\n')]
  return parts.filter((part) => part !== '').join('\n\n')
}

export function describeChanges({ changes, rowCount }: Import): string {
  if (!changes) return many(rowCount, 'row')
  const { added, changed, removed, same } = changes
  return `${count(added)} added, ${count(changed)} changed, ${count(removed)} removed, ${count(same)} the same`
}
