// What a workbook says of itself: its sheets, where its parts are, from when it counts days.
import { SourceError } from '../../source-error.ts'
import type { Archive, PartLimits } from '../archive.ts'
import { createXmlReader, localName, type XmlHandlers } from '../xml-events.ts'

export interface SheetPart {
  name: string
  /** In the archive. */
  part: string
  isHidden: boolean
}

export interface Workbook {
  /** Those with cells, in the order of their tabs. */
  sheets: SheetPart[]
  /** Days count from 1904, as on old Macs, instead of 1900. */
  isFrom1904: boolean
  /** Parts in the archive; null where there is none. */
  sharedStrings: string | null
  styles: string | null
}

/** Parts of which something stays in memory. */
const smallPart: PartLimits = { bytes: 64_000_000, ratio: 200 }

/** Reads a part that is small; nothing happens for one that is not there. */
export async function readSmallPart(
  archive: Archive,
  part: string,
  handlers: XmlHandlers,
  signal: AbortSignal,
): Promise<void> {
  const reader = createXmlReader(handlers, { what: 'workbook' })
  for await (const bytes of archive.read(part, smallPart, signal)) reader.write(bytes)
  reader.end()
}

export async function readWorkbook(archive: Archive, signal: AbortSignal): Promise<Workbook> {
  const root = await readRelations(archive, '', signal)
  const main = root.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml'
  if (!archive.has(main) || !/^xl\/.*\.xml$/i.test(main)) throw otherDocument(archive)
  const relations = await readRelations(archive, main, signal)
  const found: { name: string; id: string; isHidden: boolean }[] = []
  let isFrom1904 = false
  await readSmallPart(
    archive,
    main,
    {
      open(name, attributes) {
        const local = localName(name)
        if (local === 'workbookPr') isFrom1904 = isTrue(attributes['date1904'])
        if (local !== 'sheet') return
        const id = Object.entries(attributes).find(([key]) => localName(key) === 'id' && key !== 'id')?.[1]
        const isHidden = /hidden/i.test(attributes['state'] ?? '')
        if (id !== undefined) found.push({ name: attributes['name'] ?? '', id, isHidden })
      },
      text() {},
      close() {},
    },
    signal,
  )
  const partOf = (type: string) => {
    const part = relations.find((one) => one.type === type)?.part
    return part !== undefined && archive.has(part) ? part : null
  }
  return {
    sheets: found.flatMap(({ id, ...sheet }) => {
      const relation = relations.find((one) => one.id === id)
      return relation?.type === 'worksheet' ? [{ ...sheet, part: relation.part }] : []
    }),
    isFrom1904,
    sharedStrings: partOf('sharedStrings'),
    styles: partOf('styles'),
  }
}

interface Relation {
  id: string
  /** The last word of its type: the beginning differs between the two editions of the standard. */
  type: string
  part: string
}

/** What the part `of` refers to; of the archive itself where it is ''. */
async function readRelations(archive: Archive, of: string, signal: AbortSignal): Promise<Relation[]> {
  const folder = of.slice(0, of.lastIndexOf('/') + 1)
  const part = `${folder}_rels/${of.slice(folder.length)}.rels`
  const relations: Relation[] = []
  if (!archive.has(part)) return relations
  await readSmallPart(
    archive,
    part,
    {
      open(name, { Id, Type, Target, TargetMode }) {
        if (localName(name) !== 'Relationship' || TargetMode === 'External') return
        if (Id === undefined || Type === undefined || Target === undefined) return
        relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), part: resolve(folder, Target) })
      },
      text() {},
      close() {},
    },
    signal,
  )
  return relations
}

/** Targets are addresses: from the root with a slash, else from the folder of who names them. */
function resolve(folder: string, target: string): string {
  return new URL(target, `file:///${folder}`).pathname.slice(1)
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}

const kinds: [pattern: RegExp, name: string, advice: string][] = [
  [/^xl\/workbook\.bin$/i, 'a binary Excel workbook (XLSB)', 'Save it as an Excel workbook (XLSX) in Excel.'],
  [/^word\//i, 'a Word document (DOCX)', 'Save the table in it as a spreadsheet or as CSV.'],
  [/^ppt\//i, 'a PowerPoint presentation (PPTX)', 'Save the table in it as a spreadsheet or as CSV.'],
  [/\.iwa$|^index\.zip$/i, 'an Apple Numbers document', 'In Numbers, export it to Excel or CSV.'],
  [/^content\.xml$/i, 'an OpenDocument file that is no spreadsheet', 'Save the table in it as ODS or CSV.'],
]

/** A ZIP that is no workbook, by the name of what it is. */
function otherDocument(archive: Archive): SourceError {
  const kind = kinds.find(([pattern]) => archive.names.some((name) => pattern.test(name)))
  if (kind) return new SourceError('wrong_kind', `This file is ${kind[1]}, not a table. ${kind[2]}`)
  return new SourceError(
    'wrong_kind',
    'This file is a ZIP archive, not a table. Unpack it, and upload what is in it.',
  )
}
