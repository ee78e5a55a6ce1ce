// Which of two texts is more: as numbers, as dates, or as texts. Pure.

const number = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d{1,2})?$/i
const isoDate = /^\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?$/i

/** The number a text is, as templates read it; null where it is none. */
export function numberOf(text: string): number | null {
  return number.test(text) && /^[^e]*\d/i.test(text) ? Number(text.replaceAll(',', '')) : null
}

/** Negative, zero or positive; null where one is empty, or a number and the other is none. */
export function compareValues(a: string, b: string): number | null {
  if (a === '' || b === '') return null
  const [x, y] = [numberOf(a), numberOf(b)]
  // Years alone are both.
  if (isoDate.test(a) && isoDate.test(b)) return a < b ? -1 : a > b ? 1 : 0
  if (x !== null && y !== null) return x - y
  if (x !== null || y !== null) return null
  return a < b ? -1 : a > b ? 1 : 0
}
