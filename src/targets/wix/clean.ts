// Characters that do harm. Pure.

/** Never wanted: controls other than tab and line break, and halves of a character. JSON stores refuse them too. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
/** Zero width and writing direction. The joiners U+200C and U+200D stay: scripts and emoji are built with them. */
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

export function cleanText(text: string): string {
  return text.toWellFormed().replace(controls, '')
}

/** For texts of one line: invisible characters go, line breaks become spaces. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(invisible, '').replace(/\s+/g, ' ')
}

export function hasInvisible(text: string): boolean {
  return text.search(invisible) >= 0
}
