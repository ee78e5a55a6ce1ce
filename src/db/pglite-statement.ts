// Statements on the embedded engine, each with all of its messages in one go. The engine's own `query` enters its code
// six times for one statement, which was half of what a short one takes.
import { type PGlite, protocol } from '@electric-sql/pglite'
import type { RawResult } from './engine.ts'

const { serialize, messages: kinds } = protocol
/** What the engine writes goes into the folder at once, so no file system has to be synced after it. */
const options = { syncToFs: false }
type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number]

/**
 * One statement with parameters, as text; what it answers is text too. Throws what the engine throws: an error of the
 * database with its SQLSTATE, after which the next statement may follow.
 */
export async function runStatement(
  db: PGlite,
  text: string,
  params: readonly (string | null)[],
): Promise<RawResult> {
  const request = joined([
    serialize.parse({ text }),
    serialize.bind({ values: [...params] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ])
  const [result] = toResults(await db.execProtocolStream(request, options))
  return result ?? emptyResult()
}

/** Any number of statements without parameters, and what each answers. */
export async function runStatements(db: PGlite, text: string): Promise<RawResult[]> {
  return toResults(await db.execProtocolStream(serialize.query(text), options))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((all, part) => all + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function toResults(messages: readonly Message[]): RawResult[] {
  const results: RawResult[] = []
  let open = emptyResult()
  for (const message of messages) {
    if (message instanceof kinds.RowDescriptionMessage) {
      open.fields = message.fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID }))
    } else if (message instanceof kinds.DataRowMessage) {
      open.rows.push(message.fields)
    } else if (message instanceof kinds.CommandCompleteMessage) {
      // "INSERT 0 3", "UPDATE 2", "BEGIN".
      const words = message.text.split(' ')
      results.push({ ...open, command: words[0] ?? '', rowCount: Number(words.at(-1)) || 0 })
      open = emptyResult()
    }
  }
  return results
}

function emptyResult(): RawResult {
  return { command: '', rowCount: 0, fields: [], rows: [] }
}
