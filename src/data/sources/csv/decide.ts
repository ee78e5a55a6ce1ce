// Decides how a CSV file is read: encoding, delimiter, header.
import { readHead } from '../file-head.ts'
import { type Decided, SourceError } from '../source.ts'
import type { CsvConfig, CsvSettings } from './config.ts'
import { detectDelimiter } from './delimiter.ts'
import { detectEncoding } from './encoding.ts'
import { findWrongKind } from './file-kind.ts'
import { createTextDecoder } from './text-decoder.ts'

/** Decides how to read the file where the owner did not, or refuses it with a `SourceError`. */
export async function decideCsv(path: string, choices: CsvConfig): Promise<Decided<CsvSettings>> {
  const head = await readHead(path)
  if (head.length === 0) throw new SourceError('empty_file', 'This file is empty. Choose another one.')
  const wrong = findWrongKind(head)
  if (wrong)
    throw new SourceError('wrong_kind', `This file is ${wrong.name}, not a CSV file. ${wrong.advice}`)
  const encoding = choices.encoding
    ? {
        encoding: choices.encoding,
        decision: { name: 'encoding', value: choices.encoding, reason: 'As you chose.' },
        samples: [],
      }
    : await detectEncoding(path, choices.replaceInvalidBytes)
  const text = createTextDecoder(encoding.encoding, true).decode(head, true)
  if (text.trim() === '') throw new SourceError('empty_file', 'This file holds nothing but blank lines.')
  const delimiter = detectDelimiter(text, choices.delimiter)
  const headerReason = choices.hasHeader
    ? 'The first row gives the columns their names.'
    : 'As you chose, the first row is data; columns are numbered.'
  const notes =
    encoding.samples.length > 0
      ? [
          `Read with the suggested encoding, some cells are: ${encoding.samples.join(' | ')}. Choose another if they look wrong.`,
        ]
      : []
  return {
    settings: {
      encoding: encoding.encoding,
      delimiter: delimiter.delimiter,
      hasHeader: choices.hasHeader,
      replaceInvalidBytes: choices.replaceInvalidBytes,
      skipFirstLine: delimiter.skipFirstLine,
    },
    decisions: [
      encoding.decision,
      delimiter.decision,
      { name: 'header', value: choices.hasHeader ? 'yes' : 'no', reason: headerReason },
    ],
    notes,
  }
}
