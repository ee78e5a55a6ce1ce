// A backup of a whole database, on both engines, without closing it.
import type { Database } from '../../src/db/types.ts'

/** Copies every table of the product; what is returned puts all of it back as it was. */
export async function backUp(database: Database): Promise<() => Promise<void>> {
  // What the database computes by itself cannot be put back.
  const { rows } = await database.query<{ name: string; columns: string }>(
    `select quote_ident(table_name) as name, string_agg(quote_ident(column_name), ', ') as columns
       from information_schema.columns join pg_tables on tablename = table_name and schemaname = table_schema
      where table_schema = 'public' and is_generated = 'NEVER' group by table_name`,
  )
  const tables = rows.map((row) => row.name)
  await database.exec('drop schema if exists backup cascade; create schema backup')
  for (const name of tables) await database.exec(`create table backup.${name} as table public.${name}`)
  return () =>
    database.transaction(async (tx) => {
      // Without foreign keys and triggers: the order of the tables does not matter, and counters are as they were.
      await tx.exec('set local session_replication_role = replica')
      await tx.exec(`truncate ${tables.map((name) => `public.${name}`).join(', ')}`)
      for (const { name, columns } of rows)
        await tx.exec(
          `insert into public.${name} (${columns}) overriding system value select ${columns} from backup.${name}`,
        )
    })
}
