// What taking items off a collection and putting them back costs in requests. Pure.
import type { DownHow } from '../../../../api/take-down.ts'
import { addCalls, type Calls, type ChangedField, noCalls, type PageLoad } from '../../../operation-costs.ts'
import { isLive, statusField } from '../../../visibility.ts'
import type { WayBackCosts } from '../../../way-back.ts'
import { cmsCosts } from '../costs.ts'
import { factsOf } from '../facts.ts'
import type { CmsOptions } from '../options.ts'
import { payloadFields } from '../payload.ts'
import { asSent } from './restore.ts'

export const wayBackCosts: WayBackCosts<CmsOptions> = {
  takeDown,
  restoreLoad(item, options, isMoved) {
    const sent = asSent(item, factsOf(options))
    if (!sent || sent.isNothing) return { counts: {}, groups: [] }
    const { payload, assets, outgoing } = sent
    const texts = payloadFields(payload, assets)
    // A state that it has already is asked for and takes no call.
    const changes = outgoing.changedFields
      .filter((field) => isMoved || field !== statusField)
      .map((field): ChangedField => {
        if (field !== statusField) return { field, before: null, after: texts[field] ?? null }
        const [before, after] = isLive(item.visibility) ? ['draft', 'live'] : ['live', 'draft']
        return { field, before, after }
      })
    if (changes.length === 0 && outgoing.changedFields.length > 0) return { counts: {}, groups: [] }
    const load = cmsCosts.loadOf(payload, changes, assets, item.visibility)
    return { ...load, counts: { ...load.counts, [item.from]: 1 } }
  },
  restore(pages, options) {
    const { true: made = [], false: changed = [] } = Object.groupBy(pages, ({ counts }) =>
      counts['gone'] ? 'true' : 'false',
    )
    return addCalls(
      made.length > 0 ? cmsCosts.create(made, options) : noCalls,
      changed.length > 0 ? cmsCosts.update(changed, options) : noCalls,
    )
  },
  finishRestore: (pages, options) => cmsCosts.finish!(pages, options),
}

function takeDown(how: DownHow, down: readonly PageLoad[], options: CmsOptions): Calls {
  const pages = down.map((): PageLoad => ({ counts: { moves: 1 }, groups: [] }))
  if (how !== 'draft') return cmsCosts.remove(pages, options)
  if (factsOf(options).drafts.kind !== 'items')
    return cmsCosts.update(
      pages.map(() => ({ counts: { busy: 1, flips: 1 }, groups: [] })),
      options,
    )
  // A look for drafts beside them comes first.
  return addCalls({ reads: 1, writes: 0 }, cmsCosts.finish!(pages, options))
}
