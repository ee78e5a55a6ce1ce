// A value as MySQL writes it, as a text for people. https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html. Pure.
import mysql2, { type FieldPacket } from 'mysql2'
import { SourceError } from '../../source-error.ts'

export type CellReader = (value: string | null) => string

const { Types } = mysql2

/** The character set of what is no text. */
const binary = 63
const texts = new Set([
  ...[Types.TINY_BLOB, Types.MEDIUM_BLOB, Types.LONG_BLOB, Types.BLOB],
  ...[Types.VARCHAR, Types.VAR_STRING, Types.STRING],
])
const bytes = new Set([Types.BIT, Types.GEOMETRY])

type Field = Pick<FieldPacket, 'name' | 'columnType' | 'type'> & { characterSet?: number }

/** Null becomes an empty text. Bytes, which no page can show, are a `SourceError`. */
export function cellReader(field: FieldPacket): CellReader {
  const { name, columnType, type = columnType, characterSet } = field as Field
  if (type !== undefined && (bytes.has(type) || (texts.has(type) && characterSet === binary))) {
    throw new SourceError(
      'source_query',
      `The column "${name}" of the query holds bytes, which no page can show. Leave it out, or turn it into a text in the query (CONVERT, HEX, ST_AsText).`,
    )
  }
  const zone = type === Types.TIMESTAMP ? 'Z' : ''
  const isTime = zone !== '' || type === Types.DATETIME
  return (value) => (value === null ? '' : isTime ? isoTime(value, zone) : value)
}

/** "2026-03-01 12:00:00" as ISO 8601 writes it; a zero date stays. */
function isoTime(value: string, zone: string): string {
  return value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)$/, `$1T$2${zone}`)
}
