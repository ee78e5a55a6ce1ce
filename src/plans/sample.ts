// Lets Wix's own validator look at a few pages that are built differently, before thousands are sent.
import type { PlanBuild } from './build.ts'
import { itemsInOrder } from './chunks.ts'
import { holdItems } from './items.ts'
import type { PlanRow } from './row.ts'

const mostSamples = 10
/** Enough to meet the rare shapes, without reading a hundred thousand documents. */
const mostLooked = 2000

export async function validateSample(build: PlanBuild): Promise<PlanRow['wix_validation']> {
  const { target } = build
  if (!target.validate) return { checked: 0, invalid: 0, note: '' }
  const samples = await pickSamples(build)
  if (samples.length === 0) return { checked: 0, invalid: 0, note: 'There was nothing to check.' }
  const verdicts = await target.validate(build.site.wix, samples)
  if (verdicts === null) {
    return {
      checked: 0,
      invalid: 0,
      note: 'Wix could not be asked: the connection lacks the permission Manage Ricos Document. Our own checks stand alone.',
    }
  }
  const invalid = verdicts.filter((verdict) => !verdict.valid)
  await holdItems(
    build.database,
    build.plan.id,
    invalid.map((verdict) => ({
      rowKey: verdict.rowKey,
      problem: {
        code: 'wix_validator',
        severity: 'error',
        field: 'body',
        message: `Wix's own validator does not accept the body: ${verdict.message}. Simplify this part of the template.`,
      },
    })),
  )
  return {
    checked: verdicts.length,
    invalid: invalid.length,
    note:
      invalid.length === 0
        ? 'Wix accepts all of them.'
        : 'These pages are held. Pages built alike may be refused too.',
  }
}

async function pickSamples({
  database,
  plan,
  target,
}: PlanBuild): Promise<{ rowKey: string; payload: unknown }[]> {
  const samples = new Map<string, { rowKey: string; payload: unknown }>()
  let looked = 0
  for await (const rows of itemsInOrder<{ row_key: string; payload: unknown }>(
    database,
    plan.id,
    'row_key, payload',
    `action in ('create', 'adopt', 'update', 'move')`,
    200,
  )) {
    for (const row of rows) {
      const shape = target.shapeOf(row.payload)
      if (!samples.has(shape)) samples.set(shape, { rowKey: row.row_key, payload: row.payload })
      if (samples.size === mostSamples) return [...samples.values()]
    }
    looked += rows.length
    if (looked >= mostLooked) break
  }
  return [...samples.values()]
}
