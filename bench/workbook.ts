// One table as CSV and as a workbook, written in pieces, so that it may be larger than memory. Every text of the workbook
// is shared, and each stands there once: the most that a reader has to keep.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rowsInPiece = 500

/** The same for the same row and column; the first column is a key, every fourth a number. */
function cellAt(row: number, column: number): string {
  if (column === 0) return `R-${row}`
  let state = (row * 2_654_435_761 + column * 40_503) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  if (column % 4 === 3) return (next() / 1000).toFixed(2).replace(/\.?0+$/, '')
  return `${next().toString(36)} ${next().toString(36)} ${next().toString(36)} ${next().toString(36)} ${column % 5 === 0 ? `é, "ü" & <ß> ${next().toString(36)}` : next().toString(36)}`
}

const isNumber = (column: number) => column % 4 === 3 && column !== 0
const header = (columns: number) =>
  Array.from({ length: columns }, (_, n) => (n === 0 ? 'code' : `column ${n}`))

function* pieces(rows: number, line: (row: number) => string): Generator<string> {
  for (let row = 0; row < rows; ) {
    let piece = ''
    for (const end = Math.min(rows, row + rowsInPiece); row < end; row++) piece += line(row)
    yield piece
  }
}

export async function writeCsv(path: string, rows: number, columns: number): Promise<void> {
  const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  function* content() {
    yield `${header(columns).join(',')}\n`
    yield* pieces(rows, (row) => {
      const cells = Array.from({ length: columns }, (_, column) => quote(cellAt(row, column)))
      return `${cells.join(',')}\n`
    })
  }
  await pipeline(Readable.from(content()), createWriteStream(path))
}

export async function writeWorkbook(path: string, rows: number, columns: number): Promise<void> {
  const texts = Array.from({ length: columns }, (_, n) => n).filter((column) => !isNumber(column))
  const zip = new ZipFile()
  const add = (name: string, content: Iterable<string>) => zip.addReadStream(Readable.from(content), name)
  const relations = (list: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`
  add('[Content_Types].xml', [
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  ])
  add('_rels/.rels', [relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))])
  add('xl/workbook.xml', [
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="Rows" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ])
  add('xl/_rels/workbook.xml.rels', [
    relations(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
        relation('rId2', 'sharedStrings', 'sharedStrings.xml'),
    ),
  ])
  add('xl/worksheets/sheet1.xml', sheet(rows, columns, texts))
  add('xl/sharedStrings.xml', strings(rows, columns, texts))
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

function* sheet(rows: number, columns: number, texts: number[]): Generator<string> {
  const letters = Array.from({ length: columns }, (_, n) =>
    n < 26 ? String.fromCharCode(65 + n) : `A${String.fromCharCode(65 + n - 26)}`,
  )
  const shared = (name: string, index: number) => `<c r="${name}" t="s"><v>${index}</v></c>`
  yield `<worksheet xmlns="${main}"><sheetData>`
  yield `<row r="1">${letters.map((letter, n) => shared(`${letter}1`, n)).join('')}</row>`
  yield* pieces(rows, (row) => {
    const line = row + 2
    const cells = letters.map((letter, column) =>
      isNumber(column)
        ? `<c r="${letter}${line}"><v>${cellAt(row, column)}</v></c>`
        : shared(`${letter}${line}`, columns + row * texts.length + texts.indexOf(column)),
    )
    return `<row r="${line}">${cells.join('')}</row>`
  })
  yield '</sheetData></worksheet>'
}

function* strings(rows: number, columns: number, texts: number[]): Generator<string> {
  const escapeXml = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const item = (text: string) => `<si><t>${escapeXml(text)}</t></si>`
  yield `<sst xmlns="${main}">${header(columns).map(item).join('')}`
  yield* pieces(rows, (row) => texts.map((column) => item(cellAt(row, column))).join(''))
  yield '</sst>'
}
