// image_checks: what was found at the addresses of pictures, and for how long it is believed.
import type { Problem } from '../api/problem.ts'
import type { Queries } from '../db/types.ts'
import type { ImageCheck } from './judge.ts'

/** A picture rarely goes away; one that was missing may be there after a minute's work. */
const goodFor = '7 days'
const badFor = '10 minutes'

/** An index takes no more; a longer address is looked at every time. */
const longestUrl = 2000

interface Row {
  url: string
  problem: Problem | null
  width: number | null
  height: number | null
  mime_type: string | null
}

/** Those that were checked lately enough. */
export async function readChecks(database: Queries, urls: string[]): Promise<Map<string, ImageCheck>> {
  if (urls.length === 0) return new Map()
  const { rows } = await database.query<Row>(
    `select url, problem, width, height, mime_type from image_checks
      where url = any($1)
        and checked_at > clock_timestamp() - case when problem is null then interval '${goodFor}' else interval '${badFor}' end`,
    [urls],
  )
  return new Map(
    rows.map(({ url, problem, width, height, mime_type }) => [
      url,
      { problem, width, height, mimeType: mime_type },
    ]),
  )
}

export async function saveChecks(database: Queries, checks: ReadonlyMap<string, ImageCheck>): Promise<void> {
  const list = [...checks]
    .filter(([url]) => Buffer.byteLength(url) <= longestUrl)
    .map(([url, check]) => ({ url, ...check, mime_type: check.mimeType }))
  if (list.length === 0) return
  await database.query(
    `insert into image_checks (url, problem, width, height, mime_type, checked_at)
     select o.url, o.problem, o.width, o.height, o.mime_type, clock_timestamp()
       from jsonb_to_recordset($1::jsonb)
         as o(url text, problem jsonb, width integer, height integer, mime_type text)
     on conflict (url) do update
        set problem = excluded.problem, width = excluded.width, height = excluded.height,
            mime_type = excluded.mime_type, checked_at = excluded.checked_at`,
    [JSON.stringify(list)],
  )
}

/** Rows that nobody would believe any more. */
export async function forgetOldChecks(database: Queries): Promise<void> {
  await database.query(
    `delete from image_checks where checked_at < clock_timestamp() - interval '${goodFor}'`,
  )
}
