// Where the table is in a file, and what separates its cells.
import { describe, expect, it } from 'vitest'
import { read, refusal } from './test-files.ts'

const table = 'code,title,text\nk0,Page 0,text 0\nk1,Page 1,text 1\nk2,Page 2,text 2\n'
const tableCells = [
  ['code', 'title', 'text'],
  ['k0', 'Page 0', 'text 0'],
  ['k1', 'Page 1', 'text 1'],
  ['k2', 'Page 2', 'text 2'],
]

describe('lines above the header', () => {
  it.each([
    ['a title', 'Report generated 2026-01-31\n', 2],
    ['a title with the empty cells of a spreadsheet', 'Report,,\n', 2],
    ['a title and a blank line', 'Report\n\n', 3],
    ['several', 'Report\nfrom 2026-01-31\n,,confidential\n\n', 5],
    ['a title with quotes of its own', 'Report of "sales" 2026\n', 2],
    ['a title in quotes', '"Report, generated 2026"\n', 2],
    ['a quoted title of two lines', '"Report\nof January"\n', 3],
  ])('%s: found, left out and told', async (_, above, line) => {
    const found = await read(above + table)
    expect(found.cells).toEqual(tableCells)
    expect(found.rows.map((row) => row.line)).toEqual([line, line + 1, line + 2, line + 3])
    expect(found.decision('header')).toMatchObject({ value: `line ${line}` })
    expect(found.notes.join()).toMatch(/above the header and w(as|ere) left out/)
  })

  it.each([
    ['a table without any', table],
    ['an index column without a name', ',name\n0,Alpha\n1,Beta\n'],
    ['a column without a name at the end', 'name,\nAlpha,x\nBeta,y\n'],
    ['columns without names among others', 'id,,name,\n1,a,Alpha,x\n2,b,Beta,y\n'],
    ['one column', 'name\nAlpha\nBeta\n'],
    ['sentences', 'sentence\n"Well, hello"\nYes, I do\nNo, never\n'],
    ['rows that are nearly empty', 'a,b,c,d\n1,,,\n2,,,\n3,,,\n'],
  ])('%s: the first line is the header', async (_, content) => {
    const found = await read(content)
    expect(found.decision('header')?.value).toBe('yes')
    expect(found.rows[0]?.line).toBe(1)
    expect(found.notes).toEqual([])
  })

  it('the line can be chosen, whatever stands above, with any line ending', async () => {
    for (const ending of ['\n', '\r\n', '\r']) {
      const text = `a,b,c\n"not closed,\nx\n${table}`.replaceAll('\n', ending)
      const found = await read(text, { headerLine: 4 })
      expect(found.cells).toEqual(tableCells)
      expect(found.rows[0]?.line).toBe(4)
    }
    expect((await read(`Report\n${table}`, { headerLine: 1 })).cells[0]).toEqual(['Report'])
  })

  it('a line behind the end of the file is refused by its number', async () => {
    expect(await refusal(table, { headerLine: 50 })).toMatchObject({ code: 'header_line' })
  })
})

describe('a line that declares the delimiter', () => {
  it.each([
    ['plain', 'sep=;\n'],
    ['in quotes', '"sep=;"\r\n'],
    ['padded with blanks', ' sep = ; \n'],
    ['padded with cells', 'sep=;;;\n'],
    ['in quotes and padded', '"sep=;";;\n'],
    ['below a blank line', '\nsep=;\n'],
    ['behind a byte order mark', '\ufeffsep=;\n'],
    ['in capitals', 'SEP=;\n'],
  ])('%s: obeyed, and no row', async (_, first) => {
    const found = await read(`${first}a;b;c\n1,5;2;x\n`)
    expect(found.cells).toEqual([
      ['a', 'b', 'c'],
      ['1,5', '2', 'x'],
    ])
    expect(found.settings.delimiter).toBe(';')
  })

  it('that another program saved again under its own delimiter gives way to what is there', async () => {
    const found = await read('sep=,;;\na;b;c\n1;2;3\n')
    expect(found.cells[1]).toEqual(['1', '2', '3'])
  })

  it('can stand above a title', async () => {
    const found = await read('sep=;\nReport\na;b;c\n1;2;3\n4;5;6\n')
    expect(found.rows[0]).toEqual({ line: 3, cells: ['a', 'b', 'c'] })
  })

  it('may declare a tab', async () => {
    expect((await read('sep=\t\na\tb\n1\t2\n')).cells[1]).toEqual(['1', '2'])
    expect((await read('sep=\\t\na\tb\n1\t2\n')).cells[1]).toEqual(['1', '2'])
  })
})

describe('the delimiter', () => {
  it.each([
    ['semicolons around texts with commas', 'city, country;n\nParis, France;21\nRome, Italy;28\n', ';'],
    ['commas around lists with semicolons', 'id,tags\n1,a;b\n2,c;d\n3,e;f\n', ','],
    ['semicolons around decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', ';'],
    ['tabs around sentences', 'id\ttext\n1\tWell, yes; no\n2\tOh, my; dear\n', '\t'],
    ['commas around paths with bars', 'id,path\n1,a|b\n2,c|d\n', ','],
    ['what most rows share, below a title', 'Sales; Q1\nid,name,city\n1,A,X\n2,B,Y\n3,C,Z\n', ','],
    ['what most rows share, although some are short', 'id;a;b\n1;x;y\n2\n3;x;y\n4;x;y\n5;x;y\n', ';'],
    ['commas with blanks behind them', 'a, b, c\n1, 2, 3\n4, 5, 6\n', ','],
    ['bars around everything', 'a|b\n1,5|x;y\n2,5|z;w\n', '|'],
  ])('%s', async (_, content, delimiter) => {
    expect((await read(content)).settings.delimiter).toBe(delimiter)
  })
})

describe('lines that stand in quotes as a whole', () => {
  const wanted = [
    ['code', 'name', 'text'],
    ['a', 'Alpha', 'one, two'],
    ['b', 'Beta', 'three, four'],
  ]
  it.each([
    ['all of them', '"code,name,text"\n"a,Alpha,""one, two"""\n"b,Beta,""three, four"""\n'],
    ['all but the header', 'code,name,text\n"a,Alpha,""one, two"""\n"b,Beta,""three, four"""\n'],
    ['with empty cells behind', '"code,name,text";;\n"a,Alpha,""one, two""";;\n"b,Beta,""three, four""";;\n'],
  ])('%s: read as what is in the quotes, and told', async (_, content) => {
    const found = await read(content)
    expect(found.cells).toEqual(wanted)
    expect(found.rows.map((row) => row.line)).toEqual([1, 2, 3])
    expect(found.decision('quotes')?.reason).toContain('Every line stands in quotes')
  })

  it('are left as they are when that was chosen', async () => {
    const found = await read('"code,name"\n"a,Alpha"\n"b,Beta"\n', { linesInQuotes: false })
    expect(found.cells).toEqual([['code,name'], ['a,Alpha'], ['b,Beta']])
  })

  it.each([
    ['one column of sentences', '"text"\n"Well, hello there"\n"Yes, I do"\n'],
    ['a table that is quoted throughout', '"a","b"\n"1","2"\n"3","4"\n'],
    ['one column of places', '"place"\n"Paris, France"\n"Rome, Italy"\n'],
  ])('%s is none', async (_, content) => {
    const found = await read(content)
    expect(found.decision('quotes')).toBeUndefined()
    expect(found.rows).toHaveLength(3)
  })
})
