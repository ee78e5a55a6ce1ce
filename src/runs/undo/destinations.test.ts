// What undoing promises, for every destination: all that a run changed stands as before, what somebody edited stays,
// whatever dies or gets lost on the way.
import { afterEach, describe, expect, test } from 'vitest'
import { withDatabase } from '../../../test/helpers/database.ts'
import { destinations, type Stored } from '../../../test/helpers/destinations.ts'
import { type Publishing, startPublishing, type TestRow } from '../../../test/helpers/publishing.ts'
import type { Database } from '../../db/types.ts'
import { getPlan, setRemovals } from '../../plans/plans.ts'
import { targetById } from '../../targets/index.ts'
import type { CrashPointName } from '../crash-point.ts'
import { resumeRun } from '../run-requests.ts'
import { offerUndo, planUndoOf } from './offer.ts'

const wayBack = destinations.filter(
  ({ options }) => targetById(options.destination ?? 'wix/blog').wayBack !== undefined,
)

interface Member {
  category?: { name: string }
  collection?: { name: string }
  itemIds?: string[]
  productIds?: string[]
}

/** What Wix gives to what it makes again, and counts by itself. */
const byWix =
  /^(_?id|.*Id|revision|.*[dD]ate|lastUpdated|productPageUrl|inventory.*|handle|numeric.*|minVariant.*|variants.*|path|weight)$/

/** Nothing, in the ways in which Wix says it. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return value === '' || value === null || value === undefined
  return Object.values(value).every(isEmpty)
}

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      byWix.test(key) || isEmpty(one) ? [] : [[key, essence(one)]],
    ),
  )
}

describe.each(wayBack.map((one) => [one.name, one] as const))('undoing a run to %s', (_, destination) => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(() => publishing.close())

  const row = (number: number, more: Partial<TestRow> = {}): TestRow => ({
    id: `row-${number}`,
    name: `Place ${number}`,
    kind: 'Town',
    ...(more as object),
  })
  const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i))

  async function begin(count: number, died: Set<CrashPointName> | null = null) {
    const fields = destination.options.fields ?? {
      title: '{{name}}',
      slug: '{{id}}',
      body: '<p>About {{name}}</p>',
    }
    const { categories, kinds } = fields
    publishing = await startPublishing(database, {
      rows: rows(1, count),
      ...destination.options,
      fields: {
        ...fields,
        ...((categories ?? 'blog') && !kinds && { categories: '{{kind}}' }),
        ...(kinds && { kinds: '{{kind}}' }),
      },
    })
    isDying = false
    await publishing.startWorker((name) => {
      if (!died || !isDying || died.has(name)) return
      died.add(name)
      throw new Error(`the process died at ${name}`)
    })
    await publishing.publish()
  }
  /** From then on it dies once at each crash point. */
  let isDying = false

  const stored = () => destination.stored(publishing.control, publishing.siteId)
  const live = () =>
    stored()
      .filter((one) => isLive(one))
      .map((one) => essence(one['published'] ?? one['data'] ?? one['product']))
      .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  /** Of a store: how many products that are seen each category has. */
  const members = () => {
    const { control, siteId } = publishing
    const seen = new Set(
      stored()
        .filter(isLive)
        .map(({ id }) => id),
    )
    const names = (kind: 'storeCategories' | 'storeCollections') => control.items(siteId, kind) as Member[]
    return [...names('storeCategories'), ...names('storeCollections')]
      .map(({ category, collection, itemIds, productIds }) => {
        const ids = (itemIds ?? productIds ?? []).filter((id) => seen.has(id))
        return `${(category ?? collection)?.name} ${ids.length}`
      })
      .filter((one) => !one.endsWith(' 0'))
  }
  const isLive = (one: Stored) =>
    'draft' in one ? one['published'] !== null : (one['product'] as { visible?: boolean })?.visible !== false

  async function publishMixed() {
    await publishing.replaceRows([
      row(1, { name: 'Changed 1' }),
      row(2, { name: 'Changed 2', kind: 'City' }),
      ...rows(3, 6),
      ...rows(9, 11).map((one) => ({ ...one, kind: 'City' })),
    ])
    const plan = await publishing.plan()
    await setRemovals(database, publishing.workspaceId, plan.id, true)
    return publishing.until((await publishing.apply(plan.id)).id, 'done')
  }

  async function undo(runId: string) {
    const id = await planUndoOf(database, publishing.workspaceId, runId, 'Dana', {})
    await publishing.build(id)
    const plan = await getPlan(database, publishing.workspaceId, id)
    if (plan.state !== 'ready') throw new Error(`${plan.state}: ${plan.message}`)
    const run = await publishing.apply(plan.id, { confirm: plan.counts.take_down })
    for (;;) {
      const end = await publishing.until(run.id, 'done', 'needs_attention')
      if (end.state === 'done') return { plan, run: end }
      // So many deaths in a row make a run wait for somebody.
      if (!/on our side/.test(end.message ?? '')) throw new Error(end.message ?? '')
      await resumeRun(database, publishing.workspaceId, run.id)
    }
  }

  test('puts everything back, dying once at every crash point; and so does undoing the undo', async () => {
    const died = new Set<CrashPointName>()
    await begin(8, died)
    const before = [live(), members()]
    const run = await publishMixed()
    expect(run.receipt).toMatchObject({ accepted: 7, verifiedEqual: 7 })
    const after = [live(), members()]
    const offer = await offerUndo(database, publishing.workspaceId, run.id)
    expect(offer).toMatchObject({ isPossible: true, created: 3, changed: 2, removed: 2 })

    isDying = true
    const first = await undo(run.id)
    expect(first.run.receipt).toMatchObject({
      accepted: 7,
      rejected: 0,
      held: 0,
      differences: 0,
      notFound: 0,
      twins: 0,
    })
    expect([live(), members()]).toEqual(before)
    expect(died.size).toBeGreaterThan(5)
    publishing.control.clearRequests()
    expect((await publishing.plan()).counts).toMatchObject({ down: 7, create: 0, update: 0, conflict: 0 })

    died.clear()
    const second = await undo(first.run.id)
    expect(second.run.receipt).toMatchObject({
      accepted: 7,
      rejected: 0,
      held: 0,
      differences: 0,
      notFound: 0,
      twins: 0,
    })
    expect([live(), members()]).toEqual(after)
    expect((await publishing.plan()).counts).toMatchObject({ down: 0, create: 0, update: 0, conflict: 0 })
    // Every death is followed by a pause.
  })

  test('puts pages into a category again that has to be made again under another id', async () => {
    await begin(3)
    await publishing.replaceRows([row(1, { kind: 'City' }), ...rows(2, 3)])
    const run = await publishing.publish()
    const after = members()
    const first = await undo(run.id)
    expect(members()).not.toEqual(destination.name.startsWith('wix/store') ? after : null)
    const second = await undo(first.run.id)
    expect(second.run.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1, differences: 0 })
    expect(members()).toEqual(after)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3, update: 0, conflict: 0 })
  })

  test('overwrites nothing that somebody wrote in between', async () => {
    await begin(6)
    await publishing.replaceRows([
      ...rows(1, 6).map((one) => ({ ...one, name: `${one['name']} (new)` })),
      ...rows(7, 9),
    ])
    const run = await publishing.publish()
    const all = stored()
    for (const { id } of [...all.slice(0, 2), ...all.slice(-1)])
      destination.editOurs(publishing.control, publishing.siteId, id)
    const edited = all.slice(2, 4).map(({ id }) => id)
    for (const id of edited) destination.editOther(publishing.control, publishing.siteId, id)
    const { plan } = await undo(run.id)
    expect(plan.counts).toMatchObject({ conflict: 3, restore: 4, take_down: 2 })
    expect(stored().filter((one) => destination.nameOf(one) === 'Edited by Dana')).toHaveLength(3)
    for (const id of edited) expect(destination.other(stored().find((one) => one.id === id)!)).toBeTruthy()
  })
})
