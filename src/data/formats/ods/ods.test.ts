import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { readFile, refusalOf } from '../test-read.ts'

const kind = 'application/vnd.oasis.opendocument.spreadsheet'
const cell = (text: string, attributes = 'office:value-type="string"') =>
  `<table:table-cell ${attributes}>${text === '' ? '' : `<text:p>${text}</text:p>`}</table:table-cell>`
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`
const sheet = (name: string, rows: string, style = 'ta1') =>
  `<table:table table:name="${name}" table:style-name="${style}">${rows}</table:table>`
const header = row(cell('id'), cell('value'))
const styles =
  '<office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'

/** As LibreOffice packs it: the kind first and unpacked. */
function make(sheets: string, parts: Record<string, string> = {}): Promise<Buffer> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(kind), 'mimetype', { compress: false })
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:draw="d">${styles}<office:body><office:spreadsheet>${sheets}</office:spreadsheet></office:body></office:document-content>`
  for (const [name, text] of Object.entries({ 'content.xml': content, ...parts }))
    zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return buffer(zip.outputStream)
}

describe('an OpenDocument spreadsheet', () => {
  const values = [
    cell('1.234,50 €', 'office:value-type="currency" office:value="1234.5"'),
    cell('25 %', 'office:value-type="percentage" office:value="0.25"'),
    cell('28.11.26', 'office:value-type="date" office:date-value="2026-11-28"'),
    cell('28.11.26 18:00', 'office:value-type="date" office:date-value="2026-11-28T18:00:00"'),
    cell('36:05', 'office:value-type="time" office:time-value="PT36H05M00S"'),
    cell('WAHR', 'office:value-type="boolean" office:boolean-value="true"'),
    cell('', 'office:value-type="float" office:value="0.1"'),
  ]
  const file = () => make(sheet('S', header + values.map((one, n) => row(cell(`${n}`), one)).join('')))

  it('is read as it shows, or as it is stored', async () => {
    const shown = (await readFile(await file())).cells.slice(1).map((cells) => cells[1])
    expect(shown).toEqual(['1.234,50 €', '25 %', '28.11.26', '28.11.26 18:00', '36:05', 'WAHR', '0.1'])
    const stored = (await readFile(await file(), { values: 'stored' })).cells
      .slice(1)
      .map((cells) => cells[1])
    expect(stored).toEqual(['1234.5', '0.25', '2026-11-28', '2026-11-28T18:00:00', '36:05:00', 'TRUE', '0.1'])
  })

  it('has texts with several paragraphs, spaces, links and notes that are none of the text', async () => {
    const text =
      '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>one <text:span>two</text:span><text:s text:c="2"/>\n   three<text:tab/></text:p><text:p><text:a>four</text:a><text:line-break/>five</text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></table:table-cell>'
    const { cells } = await readFile(await make(sheet('S', header + row(cell('1'), text))))
    expect(cells[1]).toEqual(['1', 'one two   three\t\nfour\nfive'])
  })

  it('repeats cells and rows as often as it says, and no blank ones', async () => {
    const rows =
      header +
      `<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>` +
      '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>' +
      row(cell('8')) +
      '<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    const { rows: read, notes } = await readFile(await make(sheet('S', rows)))
    expect(read).toEqual([
      { line: 1, cells: ['id', 'value'] },
      { line: 2, cells: ['7', '7'] },
      { line: 3, cells: ['7', '7'] },
      { line: 4, cells: ['7', '7'] },
      { line: 7, cells: ['8', ''] },
    ])
    expect(notes).toEqual(['2 blank rows skipped.'])
  })

  it('tells errors, formulas without a result, merged cells and hidden rows and columns', async () => {
    const rows =
      '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>' +
      header +
      row(
        cell('1'),
        cell('#DIV/0!', 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'),
      ) +
      row(cell('2'), '<table:table-cell table:formula="of:=1"/>') +
      row(
        '<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>3</text:p></table:table-cell>',
        '<table:covered-table-cell/>',
      ).replace('<table:table-row', '<table:table-row table:visibility="filter"')
    const { cells, notes } = await readFile(await make(sheet('S', rows)))
    expect(cells.slice(1)).toEqual([
      ['1', '#DIV/0!'],
      ['2', ''],
      ['3', ''],
    ])
    expect(notes).toEqual([
      expect.stringContaining('the first #DIV/0! in B2'),
      expect.stringContaining('the first in B3'),
      expect.stringContaining('1 area of merged cells, the first at A4'),
      '1 row is hidden and was read like the others.',
      '1 column is hidden and was read like the others.',
    ])
  })

  it('has sheets to choose from, hidden ones and none of other files', async () => {
    const sheets =
      sheet('Old', row(cell('x')), 'ta2') +
      sheet("'file:///a.ods'#$Other", row(cell('no'))) +
      sheet('Empty', row('<table:table-cell/>')) +
      sheet('New', header + row(cell('1'), cell('2')))
    const found = await readFile(await make(sheets))
    expect(found.columns).toEqual(['id', 'value'])
    expect(found.decision('sheet')?.choices).toEqual([
      { value: 'Old', label: 'Old (hidden)' },
      { value: 'Empty', label: 'Empty' },
      { value: 'New', label: 'New' },
    ])
    expect((await readFile(await make(sheets), { sheet: 'Old' })).columns).toEqual(['x'])
  })
})

describe('what is refused', () => {
  it('a spreadsheet with a password', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    expect(
      (await refusalOf(await make(sheet('S', header), { 'META-INF/manifest.xml': manifest }))).code,
    ).toBe('password')
  })

  it('more than 20 MB', async () => {
    const large = Buffer.concat([await make(sheet('S', header)), Buffer.alloc(20_000_001)])
    const error = await refusalOf(large)
    expect(error.code).toBe('too_large')
    expect(error.message).toContain('20 MB')
  })

  it('rows and cells without number', async () => {
    const wide =
      '<table:table-cell table:number-columns-repeated="2000000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    expect((await refusalOf(await make(sheet('S', row(wide))))).code).toBe('too_many_columns')
    const many = row(cell('x')).replace(
      '<table:table-row',
      '<table:table-row table:number-rows-repeated="2000000000"',
    )
    expect((await refusalOf(await make(sheet('S', header + many)))).code).toBe('too_many_rows')
  })

  it('entities and what is cut off', async () => {
    const content = '<!DOCTYPE a [<!ENTITY e "x">]><a/>'
    expect((await refusalOf(await make('', { 'content.xml': content }))).code).toBe('doctype')
    const whole = await make(sheet('S', header))
    expect((await refusalOf(whole.subarray(0, whole.length - 30))).code).toBe('broken_archive')
  })

  it('a text document, by its name', async () => {
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('application/vnd.oasis.opendocument.text'), 'mimetype', { compress: false })
    zip.addBuffer(Buffer.from('<a/>'), 'content.xml')
    zip.end()
    const error = await refusalOf(await buffer(zip.outputStream))
    expect(error.code).toBe('wrong_kind')
    expect(error.message).toContain('OpenDocument')
  })
})
