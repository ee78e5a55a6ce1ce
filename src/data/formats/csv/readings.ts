// The first rows of a file as each encoding it may be in reads them, for somebody to choose the one that makes sense.

import { type Encoding, encodingNames } from '../../../api/encodings.ts'
import type { EncodingReading } from '../../../api/import.ts'
import { shorten } from '../../../api/shorten.ts'
import { sampleRows } from './sample-rows.ts'
import { createTextDecoder } from './text-decoder.ts'

const mostCells = 8
const longestCell = 80

/** `encodings`: the chosen one first. */
export function readInEach(
  lines: readonly Buffer[],
  encodings: readonly Encoding[],
  delimiter: string,
): EncodingReading[] {
  const bytes = Buffer.concat(lines.map((line) => Buffer.concat([line, Buffer.from('\n')])))
  return encodings.map((encoding, n) => {
    const text = createTextDecoder(encoding, true).decode(bytes, false)
    const rows = sampleRows({ text, firstLine: 1, isWhole: true }, delimiter)
    return {
      encoding,
      name: encodingNames[encoding],
      isChosen: n === 0,
      rows: rows.map(({ cells }) => cells.slice(0, mostCells).map(legible)),
    }
  })
}

function legible(cell: string): string {
  // Control characters are what a wrong encoding makes of letters, and no database keeps all of them.
  const shown = cell.replace(/\p{Cc}/gu, '\ufffd').trim()
  return shorten(shown, longestCell)
}
