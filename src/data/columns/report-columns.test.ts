import { expect, it } from 'vitest'
import { ColumnReporter, suggestKey } from './column-report.ts'
import { reportColumns } from './report-columns.ts'

const columns = ['code', 'size', 'note'].map((name) => ({ name, header: name }))

/** Cells with line breaks, nothing in them, other scripts: all that a thread could lose on its way. */
function rowsOf(count: number): string[][] {
  return Array.from({ length: count }, (_, i) => [
    `C-${i}`,
    String(i % 7),
    i % 3 === 0 ? '' : `Ærøskøbing\n${'x'.repeat(i % 40)} 🐢`,
  ])
}

it.each([3, 40_000])('reports %i rows as if each cell had been looked at on the spot', async (count) => {
  const rows = rowsOf(count)
  const expected = columns.map((column) => new ColumnReporter(column))
  for (const row of rows) for (const [i, cell] of row.entries()) expected[i]!.add(cell)

  const reporting = reportColumns(columns)
  for (let start = 0; start < count; start += 900) await reporting.add(rows.slice(start, start + 900))
  expect(await reporting.finish(count)).toEqual({
    columns: expected.map((reporter) => reporter.report()),
    suggestedKey: suggestKey(expected, count),
    losses: [],
  })
  await reporting.close()
})

it('fails for whoever waits when its thread is gone', async () => {
  const reporting = reportColumns(columns)
  await reporting.add(rowsOf(40_000))
  await reporting.close()
  await expect(reporting.finish(40_000)).rejects.toThrow('has ended')
})
