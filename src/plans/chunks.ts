import type { Queries } from '../db/types.ts'

/**
 * A plan's items in order, in chunks small enough not to hold up the database.
 * `columns` and `where` are SQL of ours, never of a user.
 */
export async function* itemsInOrder<Row extends object>(
  database: Queries,
  planId: string,
  columns: string,
  where: string,
  size = 500,
): AsyncIterable<Row[]> {
  let after = -1
  for (;;) {
    const { rows } = await database.query<Row & { position: number }>(
      `select position, ${columns} from plan_items where plan_id = $1 and position > $2 and (${where})
        order by position limit $3`,
      [planId, after, size],
    )
    if (rows.length === 0) return
    after = rows.at(-1)?.position ?? after
    yield rows
  }
}
