import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceError } from '../../source-error.ts'
import { CsvParser } from './csv-parser.ts'

function parseAll(text: string, { delimiter = ',', chunk = text.length || 1 } = {}) {
  const parser = new CsvParser(delimiter)
  const rows = []
  for (let i = 0; i < text.length; i += chunk) rows.push(...parser.push(text.slice(i, i + chunk)))
  rows.push(...parser.end())
  return { rows, parser }
}

const cellsOf = (text: string, options = {}) => parseAll(text, options).rows.map((row) => row.cells)

function refusal(work: () => unknown): SourceError {
  try {
    work()
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('the CSV parser', () => {
  it('keeps delimiters, quotes and line breaks inside quoted cells', () => {
    expect(cellsOf('a,"b,1","say ""hi""","two\nlines"\n1,2,3,4')).toEqual([
      ['a', 'b,1', 'say "hi"', 'two\nlines'],
      ['1', '2', '3', '4'],
    ])
  })

  it('gives the same rows however the text is cut into chunks', () => {
    const text = 'id,name\r\n1,"a ""quoted"" name"\r\n2,"x\r\ny"\r\n\r\n3,\r\n'
    const whole = parseAll(text)
    for (let chunk = 1; chunk < text.length; chunk++) {
      expect(parseAll(text, { chunk }).rows).toEqual(whole.rows)
    }
    expect(whole.rows.map((row) => row.line)).toEqual([1, 2, 3, 6])
  })

  it('agrees with csv-parse on whatever a spreadsheet could write', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', ' ', '🇦🇩', "'"), maxLength: 8 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    const ending = fc.constantFrom('\n', '\r\n')
    fc.assert(
      fc.property(table, ending, fc.integer({ min: 1, max: 7 }), (rows, lineEnd, chunk) => {
        const toCell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
        const text = rows.map((row) => row.map(toCell).join(',')).join(lineEnd)
        const theirs = parse(text, { relax_column_count: true, skip_empty_lines: true })
        expect(cellsOf(text, { chunk })).toEqual(theirs)
      }),
      { numRuns: 500 },
    )
  })

  it('names the line where a quote opened that is never closed', () => {
    const error = refusal(() => parseAll('a,b\n1,2\n3,"open\n5,6\n7,8\n'))
    expect(error.code).toBe('quote_not_closed')
    expect(error.message).toContain('line 3')
    expect(error.lines).toEqual([3])
  })

  it('refuses text after a closing quote', () => {
    expect(refusal(() => parseAll('a,b\n"x"y,2\n')).message).toContain('line 2')
    expect(refusal(() => parseAll('a,b\n"x" y,2\n')).code).toBe('quote_in_cell')
    expect(refusal(() => parseAll('a,b\n"x" "y",2\n')).code).toBe('quote_in_cell')
  })

  it('takes a quote inside a cell that is not quoted for text, and counts it', () => {
    const { rows, parser } = parseAll('a,b\n1,5" pipe\n2,say "hi", 3\n', { chunk: 3 })
    expect(rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['1', '5" pipe'],
      ['2', 'say "hi"', ' 3'],
    ])
    expect(parser).toMatchObject({ literalQuotes: 3, firstLiteralQuote: 2 })
  })

  it('reads a quoted cell with blanks around its quotes', () => {
    expect(cellsOf('a, "b, c" ,d\n1,\t"2"\t,3\n')).toEqual([
      ['a', 'b, c', 'd'],
      ['1', '2', '3'],
    ])
  })

  it('reads files whose lines end with a carriage return alone', () => {
    const { rows } = parseAll('a,b\r1,2\r3,"x\ry"\r4,5', { chunk: 3 })
    expect(rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', 'x\ry'],
      ['4', '5'],
    ])
    expect(rows.map((row) => row.line)).toEqual([1, 2, 3, 5])
  })

  it('accepts CR LF beside LF and says so, and refuses a lone carriage return beside them', () => {
    const { rows, parser } = parseAll('a,b\r\n1,2\n3,4\r\n')
    expect(rows).toHaveLength(3)
    expect(parser.hasMixedLineEndings).toBe(true)
    const error = refusal(() => parseAll('a,b\n1,2\n3\r4,5\n'))
    expect(error.code).toBe('line_endings')
    expect(error.message).toContain('Line 3')
    expect(refusal(() => parseAll('a,b\r1,2\n3,4\n')).code).toBe('line_endings')
  })

  it('takes a carriage return at the very end for an ending that was cut off', () => {
    for (const text of ['a,b\r\n1,2\r', 'a,b\n1,2\r', 'a,b\r\n1,"2"\r', 'a,b\r\n1,2\r\n\r']) {
      for (const chunk of [1, 3, 100]) {
        const { rows } = parseAll(text, { chunk })
        expect(rows.map((row) => row.cells)).toEqual([
          ['a', 'b'],
          ['1', '2'],
        ])
      }
    }
  })

  it('keeps the line separator U+2028 inside a cell', () => {
    expect(cellsOf('a,b\nx\u2028y,2\n')[1]).toEqual(['x\u2028y', '2'])
  })

  it('skips blank lines and counts them, but keeps a quoted empty cell', () => {
    const { rows, parser } = parseAll('a\n\n1\n\n""\n')
    expect(rows.map((row) => row.cells)).toEqual([['a'], ['1'], ['']])
    expect(parser.blankLines).toBe(2)
  })

  it('stops at a cell of more than 1 MB with its row and column, and holds no more than that', () => {
    const parser = new CsvParser(',')
    parser.push('a,b\n1,2\n3,"')
    const piece = 'x'.repeat(65_536)
    let pieces = 0
    const error = refusal(() => {
      for (; pieces < 1000; pieces++) parser.push(piece)
    })
    expect(error.code).toBe('cell_too_large')
    expect(error.message).toContain('line 3, column 2')
    expect(error.message).toContain('quote that opens in line 3')
    expect(pieces).toBeLessThan(20)
  })

  it('stops at a row of more than 4 MB, even one of empty cells', () => {
    const parser = new CsvParser(',')
    const error = refusal(() => {
      for (let i = 0; i < 200; i++) parser.push(','.repeat(65_536))
    })
    expect(error.code).toBe('row_too_large')
  })
})
