// What a file really is, by its first bytes. Its name proves nothing.

const signatures: [bytes: string, name: string, advice: string][] = [
  ['1f8b', 'a gzip archive', 'Unpack it first.'],
  ['25504446', 'a PDF document', 'Export the table itself as CSV.'],
  ['89504e47', 'a PNG image', 'Choose the CSV file instead.'],
  ['ffd8ff', 'a JPEG image', 'Choose the CSV file instead.'],
  ['47494638', 'a GIF image', 'Choose the CSV file instead.'],
  ['d0cf11e0', 'an old Excel workbook (XLS)', 'Save it as CSV (UTF-8) in Excel.'],
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
  [/^(<\?xml|<rss|<svg)/i, 'an XML document', 'Export the table as CSV.'],
  [/^(\{\s*"|\[\s*[{[])/, 'JSON', 'Export the table as CSV.'],
]

export interface WrongKind {
  name: string
  advice: string
}

/** What else than delimited text the file is, or null. `head` is its first 4 KB or so. */
export function findWrongKind(head: Buffer): WrongKind | null {
  const hex = head.subarray(0, 8).toString('hex')
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return zipKind(head)
  for (const [bytes, name, advice] of signatures) {
    // `BZh` and friends are also letters: only three bytes, so the fourth must be its digit.
    if (bytes === '425a68' && !/^425a683[1-9]/.test(hex)) continue
    if (hex.startsWith(bytes)) return { name, advice }
  }
  const text = head.toString('latin1').replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, '')
  for (const [pattern, name, advice] of markup) if (pattern.test(text)) return { name, advice }
  return null
}

function zipKind(head: Buffer): WrongKind {
  const names = head.toString('latin1')
  if (/\bxl\/|\[Content_Types\]\.xml/.test(names)) {
    return { name: 'an Excel workbook (XLSX)', advice: 'Save the sheet as CSV (UTF-8) in Excel.' }
  }
  if (names.includes('mimetypeapplication/vnd.oasis')) {
    return { name: 'an OpenDocument file', advice: 'Save the sheet as CSV in LibreOffice.' }
  }
  return { name: 'a ZIP archive', advice: 'Unpack it first.' }
}
