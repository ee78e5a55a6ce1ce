// A value as PostgreSQL writes it, as a text for people. By the number of its type, which is the same everywhere for
// those that come with the server. https://www.postgresql.org/docs/current/catalog-pg-type.html. Pure.
import pg from 'pg'
import { SourceError } from '../../source-error.ts'

export type CellReader = (value: string | null) => string

interface Field {
  name: string
  dataTypeID: number
}

const { BOOL, BYTEA, TIMESTAMP, TIMESTAMPTZ } = pg.types.builtins
/** `text[]`, which the types do not list. */
const textArray = 1009 as Parameters<typeof pg.types.getTypeParser>[0]
/** Values of these are texts already. */
const plain = new Set<number>(Object.values(pg.types.builtins).filter((id) => typeof id === 'number'))

/** Types of which only the server knows whether they are arrays. */
export function otherTypes(fields: readonly Field[]): number[] {
  return [...new Set(fields.map(({ dataTypeID }) => dataTypeID))].filter((id) => !plain.has(id))
}

/** Null becomes an empty text. Bytes, which no page can show, are a `SourceError`. */
export function cellReader({ name, dataTypeID: type }: Field, arrays: ReadonlySet<number>): CellReader {
  if (type === BYTEA) {
    throw new SourceError(
      'source_query',
      `The column "${name}" of the query holds bytes (bytea), which no page can show. Leave it out, or turn it into a text in the query.`,
    )
  }
  const read = arrays.has(type) ? listed : (readers[type] ?? ((value: string) => value))
  return (value) => (value === null ? '' : read(value))
}

const readers: Readonly<Record<number, (value: string) => string>> = {
  [BOOL]: (value) => (value === 't' ? 'true' : 'false'),
  [TIMESTAMP]: isoTime,
  [TIMESTAMPTZ]: isoTime,
}

/** "2026-03-01 12:00:00+00" is what ISO 8601 writes with a T and a Z; "infinity" stays. */
function isoTime(value: string): string {
  return value.replace(/^(\d+-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)/, '$1T$2').replace(/\+00$/, 'Z')
}

const parseArray = pg.types.getTypeParser(textArray) as (value: string) => unknown[]

function listed(value: string): string {
  return (parseArray(value).flat(10) as (string | null)[])
    .filter((one) => one !== null && one !== '')
    .join(', ')
}
