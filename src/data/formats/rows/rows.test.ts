import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SourceError } from '../../source-error.ts'
import { recogniseFile } from '../index.ts'
import { readRowsFile, tableOf, textOf } from './test-rows.ts'

const row = (line: number, ...cells: string[]) => ({ line, cells })

async function refusal(text: string): Promise<SourceError> {
  const error = await readRowsFile(text).catch((reason: unknown) => reason)
  if (error instanceof SourceError) return error
  throw new Error('it was accepted')
}

describe('rows of a source', () => {
  it('come back as they were written, whatever is in their cells', async () => {
    const cells = ['line\nbreak', '"quotes", commas;\ttabs', 'Łódź \u{1f600} \u2028', '']
    const columns = ['a', 'b', 'c', 'd']
    const found = await readRowsFile(
      await textOf(tableOf([[row(1, ...cells)], [row(2, '', '', '', 'x')]], { columns })),
    )
    expect(found.rows.slice(1)).toEqual([row(1, ...cells), row(2, '', '', '', 'x')])
    expect(found.rows[0]!.cells).toEqual(columns)
    expect(found.fraction).toBe(1)
  })

  it('keep their numbers where some are left out', async () => {
    const text = await textOf(tableOf([[row(2, 'x', '1'), row(3, 'y', '2')], [row(9, 'z', '3')]]))
    expect((await readRowsFile(text)).rows.slice(1).map(({ line }) => line)).toEqual([2, 3, 9])
  })

  it('have nothing in columns that were found after them', async () => {
    const columns = ['a']
    async function* come() {
      yield [row(1, 'x')]
      columns.push('b')
      yield [row(2, 'y', 'late')]
    }
    const found = await readRowsFile(await textOf({ ...tableOf([]), columns, rows: come() }))
    expect(found.rows).toEqual([row(0, 'a', 'b'), row(1, 'x', ''), row(2, 'y', 'late')])
  })

  it('bring along what a number counts, a key and notes', async () => {
    const table = tableOf([], { key: 'a', notes: () => ['Something was odd.'] })
    const found = await readRowsFile(await textOf(table))
    expect(found.settings).toMatchObject({ place: ['record', 'records'], suggestedKey: 'a', hasHeader: true })
    expect(found.notes).toEqual(['Something was odd.'])
  })

  it('are recognised by their first bytes, before any other format', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'seomatic-rows-kind-')), 'x')
    writeFileSync(path, await textOf(tableOf([[row(1, 'x', 'y')]])))
    expect((await recogniseFile(path)).id).toBe('rows')
    writeFileSync(path, '{"seomatic": 1}')
    expect((await recogniseFile(path)).id).not.toBe('rows')
  })

  it('are refused where the file was cut off, at whichever byte', async () => {
    const text = await textOf(tableOf([[row(1, 'x', 'y'), row(2, 'ä', 'z')]], { key: 'a' }))
    for (let length = 1; length < text.length; length++) {
      expect((await refusal(text.slice(0, length))).code, `cut after ${length}`).toBe('broken_rows')
    }
  })

  it.each([
    ['a row that is none', (text: string) => text.replace('["x","y"]', '["x",1]')],
    ['a row too few', (text: string) => text.replace('["x","y"]\n', '')],
    ['numbers that go backwards', (text: string) => text.replace('["z","w"]', '1\n["z","w"]')],
    ['another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['an end in its middle', (text: string) => text.replace('["z","w"]', '{"rows":1}\n["z","w"]')],
  ])('are refused with %s', async (_, change) => {
    const text = await textOf(tableOf([[row(1, 'x', 'y'), row(2, 'z', 'w')]]))
    expect((await refusal(change(text))).code).toBe('broken_rows')
  })

  it('refuse a cell and a row that are larger than a page can hold, and name them', async () => {
    const cell = await refusal(await textOf(tableOf([[row(4, 'x', 'y'.repeat(1_048_577))]])))
    expect(cell).toMatchObject({ code: 'cell_too_large', lines: [4] })
    expect(cell.message).toContain('"b" of row 4')
    const columns = ['a', 'b', 'c', 'd', 'e']
    const wide = row(7, ...columns.map(() => 'y'.repeat(1_000_000)))
    expect(await refusal(await textOf(tableOf([[wide]], { columns })))).toMatchObject({
      code: 'row_too_large',
    })
  })
})
