// For tests: workbooks part by part, so that a test can write what no program would.
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

export type Parts = Record<string, string | Buffer>

export function makeZip(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

export interface TestSheet {
  name: string
  state?: 'hidden' | 'veryHidden'
  /** `<row>` elements. */
  rows: string
  /** What stands before and after the rows. */
  before?: string
  after?: string
}

export interface TestWorkbook {
  sheets: TestSheet[]
  /** `<si>` elements, or texts that become some. */
  strings?: string[]
  /** Codes of formats: style n has the nth, style 0 is General. */
  formats?: string[]
  /** Numbers of built-in formats: the styles after those. */
  builtIn?: number[]
  isFrom1904?: boolean
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export function workbookParts({
  sheets,
  strings,
  formats = [],
  builtIn = [],
  isFrom1904 = false,
}: TestWorkbook): Parts {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`
  const relations = (list: string) =>
    `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`
  const list = sheets.map(
    ({ name, state }, n) =>
      `<sheet name="${escapeXml(name)}" sheetId="${n + 1}"${state ? ` state="${state}"` : ''} r:id="rId${n + 1}"/>`,
  )
  const codes = formats.map((code, n) => `<numFmt numFmtId="${164 + n}" formatCode="${escapeXml(code)}"/>`)
  const ids = [0, ...formats.map((_, n) => 164 + n), ...builtIn]
  return {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr${isFrom1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      [
        ...sheets.map((_, n) => relation(`rId${n + 1}`, 'worksheet', `worksheets/sheet${n + 1}.xml`)),
        relation('rIdS', 'styles', 'styles.xml'),
        ...(strings ? [relation('rIdT', 'sharedStrings', '/xl/sharedStrings.xml')] : []),
      ].join(''),
    ),
    'xl/styles.xml': `${declaration}<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows, before = '', after = '' }, n) => [
        `xl/worksheets/sheet${n + 1}.xml`,
        `${declaration}<worksheet xmlns="${main}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
      ]),
    ),
    ...(strings && {
      'xl/sharedStrings.xml': `${declaration}<sst xmlns="${main}">${strings.map((text) => (text.startsWith('<si') ? text : `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`)).join('')}</sst>`,
    }),
  }
}

/** Rows of texts as elements, in inline texts; an empty one is no cell. */
export function inlineRows(rows: string[][], from = 1): string {
  return rows
    .map((cells, n) => {
      const list = cells.map((text) =>
        text === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`,
      )
      return `<row r="${from + n}">${list.join('')}</row>`
    })
    .join('')
}
