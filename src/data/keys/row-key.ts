// What a key is: what somebody sees in the cell. Pure.

/** ASCII words a single space apart, as nearly all keys are. */
const plain = /^[!-~]+(?: [!-~]+)*$/
/** Words of letters as most of the others are, in which nothing hides. */
const tidy = new RegExp(
  `^T+(?: T+)*$`.replaceAll(
    'T',
    '[!-~\\u00a1-\\u00ac\\u00ae-\\u02ff\\u0370-\\u0587\\u3041-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7a3]',
  ),
)

/**
 * Characters without a width or a meaning of their own: soft hyphens, zero-width spaces, marks of direction, variants of
 * emoji, tags, control characters. The two that join or part letters are dealt with below.
 */
const invisible = new RegExp(
  [
    '[\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f]',
    '[\\u00ad\\u034f\\u061c\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f]',
    '[\\ufe0e\\ufe0f\\ufeff\\ufff9-\\ufffb\\u{1d173}-\\u{1d17a}\\u{e0001}]',
    // Behind a black flag they say whose it is.
    '(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007e}]*)[\\u{e0020}-\\u{e007f}]',
  ].join('|'),
  'gu',
)
/** Whatever looks like a space, and line breaks. */
const spaces = /[\s\u0085\u2800\u3164\uffa0]+/g
/** Hyphens that do not break, or that say that they are hyphens. */
const hyphens = /[\u2010\u2011]/g

/** Letters that a zero-width joiner or non-joiner changes the shape of; emoji it makes one of. */
const shaped =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}\\p{Extended_Pictographic}\\p{Emoji_Modifier}'
const idleJoiners = new RegExp(
  `(?<![${shaped}])[\u200c\u200d]+|[\u200c\u200d]+(?![${shaped}\u200c\u200d])`,
  'gu',
)

/** Two cells that look the same have the same key. Doing it twice changes nothing. */
export function toRowKey(cell: string): string {
  if (plain.test(cell)) return cell
  if (tidy.test(cell)) return cell.normalize('NFC')
  return cell
    .replace(invisible, '')
    .replace(idleJoiners, '')
    .replace(spaces, ' ')
    .replace(hyphens, '-')
    .normalize('NFC')
    .trim()
}

/** What keys were until they were cleaned of what nobody sees; pages are still known by it. */
export function toOldRowKey(cell: string): string {
  return cell.trim().normalize('NFC')
}

/**
 * The key of several columns: their keys with ` | ` between, and a bar of their own doubled, so that no two rows with
 * different cells have the same. Columns may be empty; a row where all are has an empty key.
 */
export function joinKeys(cells: readonly string[]): string {
  const parts = cells.map((cell) => toRowKey(cell).replaceAll('|', '||'))
  return parts.every((part) => part === '') ? '' : toRowKey(parts.join(' | '))
}
