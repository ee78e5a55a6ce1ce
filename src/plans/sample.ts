// Lets Wix's own validator look at a few pages that are built differently, before thousands are sent.
import { actionsWhere } from '../api/plan-actions.ts'
import { readPayloads } from '../pages/payload-store.ts'
import { holdItems, itemsInOrder } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import type { PlanRow } from './row.ts'

const sent = actionsWhere((rule) => rule.goes === 'always')

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
      note: 'Wix could not be asked: the connection lacks the permission Manage Ricos Document. Only our own checks were made.',
    }
  }
  if (verdicts === 'unanswered') {
    return {
      checked: 0,
      invalid: 0,
      note: 'Wix was asked and gave no verdict. Only our own checks were made; plan again to ask once more.',
    }
  }
  const invalid = verdicts.filter((verdict) => !verdict.valid)
  await holdItems(
    build.database,
    build.plan.number,
    invalid.map((verdict) => ({
      rowKey: verdict.rowKey,
      problem: {
        code: 'wix_validator',
        severity: 'error',
        field: 'body',
        message: `The validator does not accept the body: ${verdict.message}. Simplify this part of the template.`,
      },
    })),
  )
  return {
    checked: verdicts.length,
    invalid: invalid.length,
    note:
      invalid.length === 0
        ? 'All of them are accepted.'
        : 'These pages are held. Others built the same way may be refused too.',
  }
}

/** Pages that are built differently, so that a few of them stand for all. */
async function pickSamples({
  database,
  plan,
  project,
  target,
}: PlanBuild): Promise<{ rowKey: string; payload: unknown }[]> {
  const samples = new Map<string, { rowKey: string; payload: unknown }>()
  let looked = 0
  for await (const items of itemsInOrder(database, plan.number, sent, 200)) {
    const payloads = await readPayloads(
      database,
      project.id,
      items.map((item) => item.payloadHash),
    )
    for (const { rowKey, payloadHash } of items) {
      const payload = payloads.get(payloadHash ?? '')
      const shape = target.shapeOf(payload)
      if (!samples.has(shape)) samples.set(shape, { rowKey, payload })
      if (samples.size === mostSamples) return [...samples.values()]
    }
    looked += items.length
    if (looked >= mostLooked) break
  }
  return [...samples.values()]
}
