// What a file really is, by its first bytes. Its name proves nothing.

const signatures: [bytes: string, name: string, advice: string][] = [
  ['1f8b', 'a gzip archive', 'Unpack it first.'],
  ['25504446', 'a PDF document', 'Export the table itself as CSV.'],
  ['89504e47', 'a PNG image', 'Choose the file with the table instead.'],
  ['ffd8ff', 'a JPEG image', 'Choose the file with the table instead.'],
  ['47494638', 'a GIF image', 'Choose the file with the table instead.'],
  ['377abcaf', 'a 7-Zip archive', 'Unpack it first.'],
  ['52617221', 'a RAR archive', 'Unpack it first.'],
  ['425a68', 'a bzip2 archive', 'Unpack it first.'],
  ['fd377a58', 'an XZ archive', 'Unpack it first.'],
  ['28b52ffd', 'a Zstandard archive', 'Unpack it first.'],
  ['53514c69746520', 'an SQLite database', 'Export the table as CSV.'],
  ['50415231', 'a Parquet file', 'Export the table as CSV.'],
]

const markup: [pattern: RegExp, name: string, advice: string][] = [
  [
    /^(<!doctype html|<html|<head|<body)/i,
    'a web page (HTML), perhaps a login page',
    'Sign in where the file comes from and download it again.',
  ],
  [/^<svg/i, 'an SVG image', 'Choose the file with the table instead.'],
]

export interface WrongKind {
  name: string
  advice: string
}

/** What else than delimited text the file is, or null. `head` is its first 4 KB or so. */
export function findWrongKind(head: Buffer): WrongKind | null {
  const hex = head.subarray(0, 8).toString('hex')
  for (const [bytes, name, advice] of signatures) {
    // `BZh` and friends are also letters: only three bytes, so the fourth must be its digit.
    if (bytes === '425a68' && !/^425a683[1-9]/.test(hex)) continue
    if (hex.startsWith(bytes)) return { name, advice }
  }
  // Web pages and pictures may begin with the declaration of XML.
  const text = head
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf)?(?:\s*<\?[\s\S]*?\?>|\s*<!--[\s\S]*?-->)*\s*/, '')
  for (const [pattern, name, advice] of markup) if (pattern.test(text)) return { name, advice }
  return null
}
