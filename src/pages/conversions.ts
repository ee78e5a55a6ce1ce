// Pages whose text Wix itself converts: what it made of each part is kept, and asked for once.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Queries } from '../db/types.ts'
import type { AnyTarget } from '../targets/index.ts'
import type { ConvertedPart, TargetContext } from '../targets/target.ts'

/** Calls under way at once; the client decides how many a minute. */
const lanes = 4
const mostWaits = 5
const forgetAfterDays = 30

export interface ConversionDeps {
  database: Queries
  /** Without it only what is kept already counts. */
  wix?: TargetContext
}

/** What all of these pages share. */
export interface ConversionOf {
  target: AnyTarget
  options: unknown
  projectId: string
}

/** Whether Wix converts the pages of a project with these options. */
export function isConvertedByWix({ target, options }: Omit<ConversionOf, 'projectId'>): boolean {
  return target.converter?.isChosen(options) ?? false
}

/**
 * What Wix makes of the parts of each page; undefined where not all of them are known or, with `wix`, can be asked
 * for. Equal parts are asked for once, and each answer is kept at once, so that an interrupted plan goes on where it
 * was.
 */
export async function convertParts(
  deps: ConversionDeps,
  of: ConversionOf,
  pages: readonly (readonly string[])[],
): Promise<(ConvertedPart[] | undefined)[]> {
  const parts = [...new Set(pages.flat())]
  const known = await readKnown(deps.database, of, parts)
  const open = deps.wix ? parts.filter((part) => !known.has(part)) : []
  for (let at = 0; at < open.length; at += lanes) {
    const asked = open.slice(at, at + lanes).map(async (part) => {
      const found = await ask(deps.wix!, of.target, part)
      if ('document' in found) await keep(deps.database, of, part, found.document)
      known.set(part, found)
    })
    // Nothing continues after a failure was reported.
    const failed = (await Promise.allSettled(asked)).find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }
  return pages.map((own) => {
    const converted = own.flatMap((part) => known.get(part) ?? [])
    return converted.length === own.length ? converted : undefined
  })
}

/** Waits as long as Wix asks for, a few times: one slow minute need not end a plan of thousands of pages. */
async function ask(wix: TargetContext, target: AnyTarget, part: string): Promise<ConvertedPart> {
  for (let waits = 0; ; waits++) {
    try {
      return await target.converter!.convert(wix, part)
    } catch (error) {
      const advice = target.explain(error)
      if (wix.signal.aborted || advice?.kind !== 'wait' || waits === mostWaits) throw error
      await sleep(advice.ms, undefined, { signal: wix.signal })
    }
  }
}

async function readKnown(
  database: Queries,
  of: ConversionOf,
  parts: readonly string[],
): Promise<Map<string, ConvertedPart>> {
  const byKey = new Map(parts.map((part) => [keyOf(of, part), part]))
  const keys = [...byKey.keys()]
  if (keys.length === 0) return new Map()
  const { rows } = await database.query<{ key: string; document: unknown }>(
    'select key, document from ricos_conversions where project_id = $1 and key = any($2::text[])',
    [of.projectId, keys],
  )
  await database.query(
    `update ricos_conversions set used_on = current_date
      where project_id = $1 and key = any($2::text[]) and used_on < current_date`,
    [of.projectId, keys],
  )
  return new Map(rows.map(({ key, document }) => [byKey.get(key) ?? '', { document }]))
}

async function keep(database: Queries, of: ConversionOf, part: string, document: unknown): Promise<void> {
  await database.query(
    `insert into ricos_conversions (project_id, key, document) values ($1, $2, $3::jsonb) on conflict do nothing`,
    [of.projectId, keyOf(of, part), JSON.stringify(document)],
  )
}

/** Parts of texts that have long been replaced. */
export async function forgetOldConversions(database: Queries, projectId: string): Promise<void> {
  await database.query(
    `delete from ricos_conversions where project_id = $1 and used_on < current_date - ${forgetAfterDays}`,
    [projectId],
  )
}

function keyOf({ target }: ConversionOf, part: string): string {
  return createHash('sha256')
    .update(`${target.converter?.version ?? ''}\n`)
    .update(part)
    .digest('hex')
}
