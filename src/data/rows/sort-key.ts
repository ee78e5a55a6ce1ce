// What a cell is sorted by: texts that need only be compared sign by sign. Pure.
import type { ReadAs } from '../../api/reading.ts'
import { readCell } from '../../readings/read-as.ts'
import { numberOf } from '../steps/compare-values.ts'

/** So much of a cell decides; where it is the same, the line does. */
export const mostOfCell = 200
const longestKey = 150

/**
 * Numbers come by what they amount to, before dates and texts; texts without regard to capitals and accents, and with
 * numbers in them by what they amount to. Null: the cell is blank.
 * @param readAs how the column is read; null: as templates read numbers by themselves
 */
export function sortKey(cell: string, readAs: ReadAs | null): string | null {
  const text = cell.trim()
  if (text === '') return null
  if (readAs?.kind === 'date') {
    const date = readCell(text, readAs)
    return date === null ? `1${textKey(text)}` : `0${date}`
  }
  const number = readAs === null ? numberOf(text) : readCell(text, readAs)
  return number === null ? `1${textKey(text)}` : `0${numberKey(Number(number))}`
}

const bits = new DataView(new ArrayBuffer(8))

/** The bits of a number, so that more is later: the sign turned round, and all of what is below zero. */
function numberKey(number: number): string {
  bits.setFloat64(0, number === 0 ? 0 : number)
  const [high, low] = [bits.getUint32(0), bits.getUint32(4)]
  const [first, last] = number < 0 ? [~high, ~low] : [high ^ 0x8000_0000, low]
  return hex(first) + hex(last)
}

function hex(bits32: number): string {
  return (bits32 >>> 0).toString(16).padStart(8, '0')
}

function textKey(text: string): string {
  // Plain letters need no taking apart.
  const plain = /^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  return plain.toLowerCase().replace(/\d+/g, numberInText).slice(0, longestKey)
}

/** How many digits it has, and they: more digits are more. */
function numberInText(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '')
  return (plain.length < 9 ? String(plain.length) : `9${String(plain.length).padStart(3, '0')}`) + plain
}
