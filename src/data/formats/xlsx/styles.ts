// xl/styles.xml: which number format each style of a cell has.
import { SourceError } from '../../source-error.ts'
import type { Archive } from '../archive.ts'
import { localName } from '../xml-events.ts'
import { readSmallPart } from './workbook.ts'

/** Excel itself allows about 65,000. */
const mostStyles = 200_000

/** Of each style the number of its format, and the codes of formats that the workbook defines. */
export interface Styles {
  formatIds: number[]
  codes: ReadonlyMap<number, string>
}

export const noStyles: Styles = { formatIds: [], codes: new Map() }

export async function readStyles(archive: Archive, part: string, signal: AbortSignal): Promise<Styles> {
  const formatIds: number[] = []
  const codes = new Map<number, string>()
  // Named styles have the same elements in another list.
  let isCellStyles = false
  await readSmallPart(
    archive,
    part,
    {
      open(name, { numFmtId, formatCode }) {
        const local = localName(name)
        if (local === 'cellXfs') isCellStyles = true
        else if (local === 'xf' && isCellStyles) formatIds.push(Number(numFmtId ?? 0))
        else if (local === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode)
        if (formatIds.length > mostStyles || codes.size > mostStyles) throw tooMany()
      },
      text() {},
      close(name) {
        if (localName(name) === 'cellXfs') isCellStyles = false
      },
    },
    signal,
  )
  return { formatIds, codes }
}

function tooMany(): SourceError {
  return new SourceError(
    'archive_bomb',
    `The workbook has more than ${mostStyles.toLocaleString('en')} styles. Save the sheet as CSV.`,
  )
}
