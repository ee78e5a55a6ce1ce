import { expect, it } from 'vitest'
import { pastedTable } from './pasted-table.ts'

it('keeps what a spreadsheet gives as it is: tabs, and quotes where a cell has a line break', () => {
  const cells = 'code\tname\tabout\r\nA\t"Two\r\nlines"\t"He said ""hi"""\r\nB\tPlain\t3,5'
  expect(pastedTable(cells)).toEqual({
    fileName: 'Pasted table.tsv',
    type: 'text/tab-separated-values',
    text: 'code\tname\tabout\nA\t"Two\nlines"\t"He said ""hi"""\nB\tPlain\t3,5\n',
  })
})

it('takes CSV for CSV', () => {
  expect(pastedTable('code;name\n1;Alps, west\n')).toMatchObject({
    fileName: 'Pasted table.csv',
    text: 'code;name\n1;Alps, west\n',
  })
})

it('makes CSV of a Markdown table, with bars and quotes in its cells', () => {
  const table = '| Code | Name |\n| :--- | ---: |\n| A | "One", two |\n| B | a \\| b |\n'
  expect(pastedTable(table)?.text).toBe('Code,Name\nA,"""One"", two"\nB,a | b\n')
  expect(pastedTable('Code | Name\n--- | ---\nA | One')?.text).toBe('Code,Name\nA,One\n')
})

it('does not take a rule of another width, or a cell of dashes, for Markdown', () => {
  expect(pastedTable('a|b|c\n---|---\n1|2|3')?.text).toBe('a|b|c\n---|---\n1|2|3\n')
  expect(pastedTable('name\n---\nx')?.text).toBe('name\n---\nx\n')
})

it.each(['', ' \n \n', 'a single line', 'only\ta\theader\n'])('is no table: %j', (text) => {
  expect(pastedTable(text)).toBeNull()
})
