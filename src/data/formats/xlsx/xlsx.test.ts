import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import writeExcel from 'write-excel-file/node'
import type { SheetConfig } from '../sheet/config.ts'
import { leftBehind, readFile, refusalOf } from '../test-read.ts'
import { inlineRows, makeZip, type TestWorkbook, workbookParts } from './test-workbook.ts'

const make = (workbook: TestWorkbook) => makeZip(workbookParts(workbook))
const one = (rows: string, rest: Partial<TestWorkbook> = {}) =>
  make({ sheets: [{ name: 'Sheet1', rows }], ...rest })
const header = inlineRows([['id', 'value']])
/** A row with an id and this cell in column B. */
const row = (n: number, cell: string) => `<row r="${n}"><c r="A${n}"><v>${n}</v></c>${cell}</row>`

describe('a workbook', () => {
  it('is read with texts of every kind: shared, inline, of formulas, in runs, with escapes', async () => {
    const strings = [
      'shared & <kept>',
      '<si><r><rPr><b/></rPr><t>bold </t></r><r><t xml:space="preserve">and plain</t></r><rPh sb="0" eb="1"><t>not this</t></rPh></si>',
      '  spaces  ',
      'two_x000D_\nlines and _x005F_x0041_',
    ]
    const rows = strings.map((_, n) => row(n + 2, `<c r="B${n + 2}" t="s"><v>${n}</v></c>`)).join('')
    const more =
      row(6, '<c r="B6" t="str"><f>A2&amp;"x"</f><v>of a formula</v></c>') +
      row(7, '<c r="B7" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>')
    const { cells } = await readFile(await one(header + rows + more, { strings }))
    expect(cells.slice(1).map(([, text]) => text)).toEqual([
      'shared & <kept>',
      'bold and plain',
      '  spaces  ',
      'two\nlines and _x0041_',
      'of a formula',
      'inline',
    ])
    expect(leftBehind()).toEqual([])
  })

  const formats = [
    '#,##0.00',
    '0%',
    '#,##0.00\\ [$€-407]',
    '_($* #,##0.00_)',
    'dd.mm.yyyy',
    '[$-407]d. mmmm yyyy',
    'yyyy-mm-dd hh:mm',
    '[h]:mm',
    '00000',
    '"Nr. "@',
    ';;;@',
    'not [a format',
  ]
  const style = (code: string) => formats.indexOf(code) + 1
  it.each([
    ['#,##0.00', '1234.567', '1,234.57', '1234.567'],
    ['0%', '0.25', '25%', '0.25'],
    ['#,##0.00\\ [$€-407]', '1234.5', '1,234.50 €', '1234.5'],
    ['_($* #,##0.00_)', '1234.5', '$1,234.50', '1234.5'],
    ['dd.mm.yyyy', '46354', '28.11.2026', '2026-11-28'],
    ['[$-407]d. mmmm yyyy', '46354', '28. November 2026', '2026-11-28'],
    ['yyyy-mm-dd hh:mm', '46354.75', '2026-11-28 18:00', '2026-11-28T18:00:00'],
    ['[h]:mm', '1.5', '36:00', '36:00:00'],
    ['00000', '1067', '01067', '1067'],
    [';;;@', '5', '', '5'],
    ['not [a format', '5', '5', '5'],
  ])('writes %s of %s as %s, or as it is stored as %s', async (code, literal, shown, stored) => {
    const rows = header + row(2, `<c r="B2" s="${style(code)}"><v>${literal}</v></c>`)
    const file = await one(rows, { formats })
    expect((await readFile(file)).cells[1]?.[1]).toBe(shown)
    expect((await readFile(file, { values: 'stored' })).cells[1]?.[1]).toBe(stored)
  })

  it.each([
    ['0.30000000000000004', '0.3'],
    ['1.1000000000000001', '1.1'],
    ['12345678901234', '12345678901234'],
    ['1.2345678901234E13', '12345678901234'],
    ['9007199254740993123', '9007199254740993123'],
    ['1E-7', '0.0000001'],
    ['-0.5', '-0.5'],
    ['1E+2', '100'],
    ['0', '0'],
  ])('writes the plain number %s in full: %s', async (literal, text) => {
    const { cells } = await readFile(await one(header + row(2, `<c r="B2"><v>${literal}</v></c>`)))
    expect(cells[1]).toEqual(['2', text])
  })

  it('writes dates that show as the computer likes so that nobody mistakes the day for the month', async () => {
    const rows =
      header + row(2, '<c r="B2" s="1"><v>46354</v></c>') + row(3, '<c r="B3" s="2"><v>46354.5</v></c>')
    const { cells } = await readFile(await one(rows, { builtIn: [14, 22] }))
    expect(cells.slice(1).map((cells) => cells[1])).toEqual(['2026-11-28', '2026-11-28 12:00'])
  })

  it('counts days from 1904 where the workbook does, but not hours that have passed', async () => {
    const rows =
      header + row(2, '<c r="B2" s="5"><v>44892</v></c>') + row(3, '<c r="B3" s="8"><v>1.5</v></c>')
    const { cells } = await readFile(await one(rows, { formats, isFrom1904: true }))
    expect(cells.slice(1).map((cells) => cells[1])).toEqual(['28.11.2026', '36:00'])
  })

  it('reads booleans, dates in words, and what a format puts around a text', async () => {
    const rows =
      header +
      row(2, '<c r="B2" t="b"><v>1</v></c>') +
      row(3, '<c r="B3" t="b"><v>0</v></c>') +
      row(4, '<c r="B4" t="d"><v>2026-11-28T00:00:00</v></c>') +
      row(5, `<c r="B5" t="d" s="5"><v>2026-11-28</v></c>`) +
      row(6, `<c r="B6" s="10" t="str"><v>12a</v></c>`)
    const { cells } = await readFile(await one(rows, { formats }))
    expect(cells.slice(1).map((cells) => cells[1])).toEqual([
      'TRUE',
      'FALSE',
      '2026-11-28',
      '28.11.2026',
      'Nr. 12a',
    ])
  })

  it('tells errors, formulas without a result, merged areas, hidden rows and columns', async () => {
    const rows =
      header +
      row(2, '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>') +
      row(3, '<c r="B3"><f>A3*2</f></c>') +
      row(4, '<c r="B4"><v>1</v></c>').replace('<row', '<row hidden="1"')
    const file = await make({
      sheets: [
        {
          name: 'S',
          rows,
          before: '<cols><col min="2" max="16384" hidden="1"/></cols>',
          after: '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B3:B4"/></mergeCells>',
        },
      ],
    })
    const { cells, notes } = await readFile(file)
    expect(cells.slice(1)).toEqual([
      ['2', '#DIV/0!'],
      ['3', ''],
      ['4', '1'],
    ])
    expect(notes).toEqual([
      '1 cell shows an error of the spreadsheet, the first #DIV/0! in B2; read as that text.',
      expect.stringMatching(/^1 cell holds a formula whose result is not in the file, the first in B3;/),
      '2 areas of merged cells, the first at A2:A3: the value stands in the first cell, the others are empty.',
      '1 row is hidden and was read like the others.',
      '1 column is hidden and was read like the others.',
    ])
  })

  it('takes gaps for what they are: cells and rows that are not there are empty', async () => {
    const rows =
      '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="C1" t="str"><v>c</v></c></row>' +
      '<row r="4"><c r="C4"><v>1</v></c><c r="E4" s="0"/></row><row r="5"/><row r="6"><c r="A6"><v>2</v></c></row>' +
      '<row r="7"><c r="A7" t="str"><v> </v></c></row><row r="1000000"/>'
    const { cells, rows: read, notes, columns } = await readFile(await one(rows))
    expect(cells).toEqual([
      ['a', '', 'c'],
      ['', '', '1'],
      ['2', '', ''],
    ])
    expect(read.map(({ line }) => line)).toEqual([1, 4, 6])
    expect(columns).toEqual(['a', 'Column 2', 'c'])
    expect(notes).toEqual(['3 blank rows skipped.', expect.stringContaining('Column 2')].reverse())
  })

  it('is read although rows and cells do not say where they stand', async () => {
    const bare = '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c/><c><v>1</v></c></row>'
    const { rows } = await readFile(await one(bare))
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['', '1'] },
    ])
  })

  it('finds the header below a title, and a table that does not begin in column A', async () => {
    const table = [
      ['', '', 'id', 'name', 'size'],
      ['', '', '1', 'Ann', '3'],
      ['', '', '2', 'Bob', '4'],
    ]
    const rows = inlineRows([['Places of 2026'], []]) + inlineRows(table, 4)
    const found = await readFile(await one(rows))
    expect(found.cells).toEqual([
      ['id', 'name', 'size'],
      ['1', 'Ann', '3'],
      ['2', 'Bob', '4'],
    ])
    expect(found.decision('header')).toMatchObject({ value: 'row 4' })
    expect(found.notes).toEqual(['Row 1 stands above the header and was left out: "Places of 2026".'])
    expect((await readFile(await one(rows), { headerLine: 5 })).columns).toEqual(['1', 'Ann', '3'])
    expect((await refusalOf(await one(rows), { headerLine: 7 })).code).toBe('header_line')
    const bare = await readFile(await one(inlineRows(table)), { hasHeader: false })
    expect(bare.columns).toEqual(['Column 1', 'Column 2', 'Column 3'])
  })

  it('without a header is as wide as its widest row, and no shorter one is told', async () => {
    const rows = inlineRows([['1'], ['2', 'b'], ['3', '', 'c']])
    const { shaped, notes } = await readFile(await one(rows), { hasHeader: false })
    expect(shaped.map((row) => row.cells)).toEqual([
      ['1', '', ''],
      ['2', 'b', ''],
      ['3', '', 'c'],
    ])
    expect(notes).toEqual([])
  })
})

describe('the sheets of a workbook', () => {
  const sheets = [
    { name: 'Old', state: 'hidden' as const, rows: inlineRows([['x'], ['0']]) },
    { name: 'Empty', rows: '<row r="1"><c r="A1" s="0"/></row>' },
    { name: 'Prices & more', rows: inlineRows([['id'], ['7']]) },
    { name: '1', rows: inlineRows([['n'], ['8']]) },
  ]

  it('are told, and the first visible one that holds anything is read', async () => {
    const found = await readFile(await make({ sheets }))
    expect(found.columns).toEqual(['id'])
    expect(found.decision('sheet')).toEqual({
      name: 'sheet',
      value: 'Prices & more',
      reason: 'The first of 4 sheets that holds anything.',
      setting: 'sheet',
      choices: [
        { value: 'Old', label: 'Old (hidden)' },
        { value: 'Empty', label: 'Empty' },
        { value: 'Prices & more', label: 'Prices & more' },
        { value: '1', label: '1' },
      ],
    })
  })

  it.each([
    ['Old', 'x'],
    ['prices & MORE', 'id'],
    ['3', 'id'],
    ['1', 'n'],
  ])('are chosen by name or place: "%s"', async (sheet, column) => {
    expect((await readFile(await make({ sheets }), { sheet })).columns).toEqual([column])
  })

  it('are read by name in the next file of a source, wherever they stand by then', async () => {
    const first = await readFile(await make({ sheets: sheets.slice(2) }))
    const pinned = first.format.pin!(first.format.defaultConfig, first.settings) as SheetConfig
    const next = await readFile(await make({ sheets: [sheets[3]!, sheets[2]!] }), pinned)
    expect(next.decision('sheet')).toMatchObject({ value: 'Prices & more' })
  })

  it('that are not there or hold nothing are refused with what there is', async () => {
    const missing = await refusalOf(await make({ sheets }), { sheet: 'Nope' })
    expect(missing.code).toBe('sheet_missing')
    expect(missing.message).toContain('"Old", "Empty", "Prices & more", "1"')
    expect((await refusalOf(await make({ sheets }), { sheet: 'Empty' })).code).toBe('empty_sheet')
    expect((await refusalOf(await make({ sheets: [sheets[1]!] }))).code).toBe('empty_file')
  })
})

describe('a workbook of another program', () => {
  it('gives the same cells as its values as CSV', async () => {
    const content = await writeExcel(
      [
        [{ value: 'id' }, { value: 'name' }, { value: 'price' }, { value: 'when' }, { value: 'ok' }],
        [
          { value: 1, type: Number },
          { value: 'Ærøskøbing "x"', type: String },
          { value: 1234.5, type: Number, format: '#,##0.00' },
          { value: new Date(Date.UTC(2026, 10, 28)), type: Date, format: 'dd/mm/yyyy' },
          { value: true, type: Boolean },
        ],
      ],
      {},
    ).toBuffer()
    const { cells } = await readFile(content)
    const csv = 'id,name,price,when,ok\n1,"Ærøskøbing ""x""","1,234.50",28/11/2026,TRUE\n'
    expect(cells).toEqual((await readFile(csv)).cells)
  })

  it('with prefixes, the strict edition of the standard and other names of its parts is read', async () => {
    const parts = workbookParts({ sheets: [{ name: 'S', rows: '' }] })
    const purl = 'http://purl.oclc.org/ooxml'
    const relation = (type: string, target: string) =>
      `<Relationships><Relationship Id="r" Type="${purl}/officeDocument/relationships/${type}" Target="${target}"/></Relationships>`
    const file = await makeZip({
      '[Content_Types].xml': parts['[Content_Types].xml']!,
      '_rels/.rels': relation('officeDocument', '/xl/book.xml'),
      'xl/book.xml': `<x:workbook xmlns:x="${purl}/spreadsheetml/main" xmlns:q="${purl}/officeDocument/relationships"><x:sheets><x:sheet name="S" sheetId="1" q:id="r"/></x:sheets></x:workbook>`,
      'xl/_rels/book.xml.rels': relation('worksheet', 'worksheets/my%20sheet.xml'),
      'xl/worksheets/my sheet.xml': `\ufeff<x:worksheet xmlns:x="${purl}/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    })
    expect((await readFile(file)).cells).toEqual([['id'], ['5']])
  })
})

describe('any table of texts', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) =>
    text
      .toWellFormed()
      // What XML cannot hold, and what the two formats write otherwise on purpose.
      .replace(/[\u0000-\u001f\ufffe\uffff\ufeff]/g, '')
      .replaceAll('_x', '-x'),
  )
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 }))
    .chain(([width, height]) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    )
    // The first and the last column are filled, so that the table is where it seems to be.
    .map((rows) => [
      rows[0]!.map((_, n) => `c${n}`),
      ...rows.map((cells, n) =>
        cells.map((text, i) => (i === 0 || i === cells.length - 1 ? `${n}${text}` : text)),
      ),
    ])

  it('comes out of a workbook as it went in, and as it comes out of a CSV file', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.boolean(), async (rows, isShared) => {
        const texts = [...new Set(rows.flat())]
        const shared = rows
          .map(
            (cells) =>
              `<row>${cells.map((text) => `<c t="s"><v>${texts.indexOf(text)}</v></c>`).join('')}</row>`,
          )
          .join('')
        const file = isShared
          ? await make({ sheets: [{ name: 'S', rows: shared }], strings: texts })
          : await one(inlineRows(rows))
        const csv = rows
          .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
          .join('\n')
        const { shaped } = await readFile(file)
        expect(shaped.map((row) => row.cells)).toEqual(rows.slice(1))
        expect(shaped).toEqual((await readFile(csv, { delimiter: ',', encoding: 'utf-8' })).shaped)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is refused', () => {
  const compound = (stream: string) => {
    const bytes = Buffer.alloc(2048)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
    bytes.writeUInt16LE(9, 30)
    bytes.writeUInt32LE(1, 48)
    bytes.write('Root Entry', 1024, 'utf16le')
    bytes.writeUInt16LE(22, 1024 + 64)
    bytes.write(stream, 1152, 'utf16le')
    bytes.writeUInt16LE(stream.length * 2 + 2, 1152 + 64)
    return bytes
  }
  const sheet = 'xl/worksheets/sheet1.xml'
  const parts = () => workbookParts({ sheets: [{ name: 'S', rows: inlineRows([['a'], ['1']]) }] })

  it.each([
    [
      'a workbook with a password',
      'password',
      /protected with a password/,
      () => compound('EncryptedPackage'),
    ],
    ['an old workbook', 'wrong_kind', /old Excel workbook \(XLS\)/, () => compound('Workbook')],
    ['an old Word document', 'wrong_kind', /old Word document/, () => compound('WordDocument')],
    ['a ZIP archive', 'wrong_kind', /ZIP archive/, () => makeZip({ 'rows.csv': 'a,b\n' })],
    [
      'a Word document',
      'wrong_kind',
      /Word document \(DOCX\)/,
      () => makeZip({ '[Content_Types].xml': '', 'word/document.xml': '<a/>' }),
    ],
    [
      'a binary workbook',
      'wrong_kind',
      /XLSB/,
      () =>
        makeZip({
          '_rels/.rels': parts()['_rels/.rels']!.toString().replace('workbook.xml', 'workbook.bin'),
          'xl/workbook.bin': 'x',
        }),
    ],
    [
      'entities',
      'doctype',
      /DOCTYPE/,
      () =>
        makeZip({
          ...parts(),
          [sheet]: `<!DOCTYPE a [<!ENTITY e "x">]><worksheet><sheetData>${inlineRows([['a']])}</sheetData></worksheet>`,
        }),
    ],
    [
      'XML that is cut off',
      'broken_xml',
      /not well-formed/,
      () => makeZip({ ...parts(), [sheet]: '<worksheet><sheetData><row r="1">' }),
    ],
    [
      'endless nesting',
      'too_deep',
      /levels deep/,
      () => makeZip({ ...parts(), [sheet]: '<a>'.repeat(1000) }),
    ],
    [
      'a sheet that is missing',
      'broken_archive',
      /lacks its part/,
      () => {
        const { [sheet]: _, ...rest } = parts()
        return makeZip(rest)
      },
    ],
    [
      'a text that is missing',
      'broken_archive',
      /refers to text 9/,
      () => one(`${header}<row r="2"><c r="A2" t="s"><v>9</v></c></row>`, { strings: ['only'] }),
    ],
  ])('%s: %s', async (_, code, words, content) => {
    const error = await refusalOf(await content())
    expect(error.code).toBe(code)
    expect(error.message).toMatch(words)
  })

  it('a workbook that is cut off anywhere', async () => {
    const whole = await makeZip(parts())
    for (const share of [0.2, 0.5, 0.9, 0.999]) {
      const error = await refusalOf(whole.subarray(0, Math.floor(whole.length * share)))
      expect(error.code).toBe('broken_archive')
    }
  })

  it('a part that unpacks to more than two hundred times its size', async () => {
    const zeros = Buffer.alloc(80_000_000, 32)
    const file = await makeZip({
      ...parts(),
      [sheet]: Buffer.concat([Buffer.from('<worksheet><sheetData>'), zeros]),
    })
    expect(file.length).toBeLessThan(1_000_000)
    const error = await refusalOf(file)
    expect(error.code).toBe('archive_bomb')
    expect(error.message).toContain('more than 200 times')
  })

  it('a part that holds more than the archive claims', async () => {
    const file = await makeZip(parts())
    const packed = deflateRawSync(Buffer.from(parts()[sheet] as string))
    const at = file.indexOf(packed)
    expect(at).toBeGreaterThan(0)
    // The size in the directory at the end, where readers look; 24 bytes into the entry.
    const entry = file.lastIndexOf(Buffer.from(sheet)) - 46
    file.writeUInt32LE(file.readUInt32LE(entry + 24) - 10, entry + 24)
    expect((await refusalOf(file)).code).toBe('broken_archive')
  })
})
