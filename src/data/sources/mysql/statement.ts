// One statement that reads and writes nothing, not even a file of the server: a transaction that only reads does not
// keep MySQL from that. Pure.
import { SourceError } from '../../source-error.ts'

/** Texts and names in quotes, and comments; those that MySQL executes are left. */
const quoted =
  /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`|--(?:\s[^\n]*|$)|#[^\n]*|\/\*(?![!M])[\s\S]*?\*\//gm

/** Without what ends it. Throws a `SourceError`. */
export function oneStatement(query: string): string {
  const statement = query.replace(/[;\s]+$/, '')
  const bare = statement.replace(quoted, ' ')
  if (bare.includes(';')) throw refusal('These are several statements. Leave one query that reads.')
  if (/\binto\s+(?:outfile|dumpfile|@)/i.test(bare))
    throw refusal('The query writes its result somewhere (INTO). Leave that out: the result comes here.')
  if (/\/\*[!M]/.test(bare))
    throw refusal(
      'The query has a comment that MySQL executes (/*! ... */). Write what stands in it, or leave it out.',
    )
  return statement
}

function refusal(message: string): SourceError {
  return new SourceError('source_query', message)
}
