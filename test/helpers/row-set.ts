// A set of rows as an import leaves it.

import type { Column } from '../../src/api/dataset.ts'
import { createRowHash } from '../../src/data/rows/row-hash.ts'
import { createRowSet, insertRows } from '../../src/data/rows/row-set.ts'
import type { Database } from '../../src/db/types.ts'

/** The first column is the key unless told. Lines are numbered from 2, as in a file with a header. Gives the id of the set. */
export async function insertRowSet(
  database: Database,
  rows: readonly Record<string, string>[],
  keyColumn?: string,
): Promise<string> {
  const place = await createRowSet(database, null)
  const names = Object.keys(rows[0] ?? { id: '' })
  const key = keyColumn ?? names[0]!
  const hash = createRowHash(names)
  await database.query(
    'update row_sets set columns = $2::jsonb, key_column = $3, row_count = $4 where id = $1',
    [place.rowSetId, JSON.stringify(names.map(columnNamed)), key, rows.length],
  )
  const stored = rows.map((row, i) => {
    const cells = names.map((name) => row[name] ?? '')
    return { line: i + 2, rowKey: row[key]!, cells, hash: hash(cells) }
  })
  await insertRows(database, place, stored)
  return place.rowSetId
}

/** As the report on a file would have it, with nothing counted. */
function columnNamed(name: string): Column {
  return {
    name,
    header: name,
    type: 'text',
    filled: 0,
    distinct: 0,
    distinctIsExact: false,
    longest: 0,
    samples: [],
    problems: [],
  }
}
