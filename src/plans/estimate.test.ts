// What a plan announces is what its run needs: both are counted, for every destination.
import { afterEach, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { createPlaces } from '../../test/helpers/destinations.ts'
import {
  type Publishing,
  type PublishingOptions,
  startPublishing,
  type TestRow,
} from '../../test/helpers/publishing.ts'
import type { Plan } from '../api/plan.ts'
import type { DownHow } from '../api/take-down.ts'
import type { Database } from '../db/types.ts'
import { offerUndo, planUndoOf } from '../runs/undo/offer.ts'
import { getPlan, setRemovals } from './plans.ts'

interface Destination {
  name: string
  options: Omit<PublishingOptions, 'rows'>
  rows: number
}

const blog: PublishingOptions['fields'] = {
  title: '{{name}}',
  slug: '{{id}}',
  body: '<h2>{{name}}</h2><p><img src="https://images.test/{{picture}}.jpg" alt="x"> in {{region}}.</p>',
  categories: '{{region}}',
  tags: '{{tag}}',
  seo_description: 'About {{name}}',
}

const product: PublishingOptions['fields'] = {
  name: '{{name}}',
  slug: '{{id}}',
  price: '9.50',
  description: '<p>About {{name}}</p>',
  categories: '{{region}}',
  images: 'https://images.test/{{picture}}.jpg',
  section_1_title: 'Facts',
  section_1_text: '<p>Facts about {{name}}</p>',
  section_2_title: 'Way',
  section_2_text: '<p>The way to {{region}}</p>',
}

const destinations: Destination[] = [
  { name: 'a blog', options: { fields: blog }, rows: 130 },
  { name: 'drafts of a blog', options: { fields: blog, mode: 'draft' }, rows: 110 },
  {
    name: 'a collection',
    options: {
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: places,
      fields: {
        title: '{{name}}',
        slug: '{{id}}',
        kinds: '{{region}}',
        picture: 'https://images.test/{{picture}}.jpg',
      },
      projectOptions: { collectionId: 'Places' },
    },
    rows: 430,
  },
  {
    name: 'drafts of a collection',
    options: {
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: (control, siteId) => places(control, siteId, true),
      fields: { title: '{{name}}', slug: '{{id}}', kinds: '{{region}}' },
      projectOptions: { collectionId: 'Places', mode: 'draft' },
    },
    rows: 230,
  },
  {
    name: 'info sections of products that exist',
    options: {
      destination: 'wix/store',
      site: { installedApps: ['stores'], catalogVersion: 'V3', switches: { searchLagMs: 0 } },
      furnish: (control, siteId) => {
        for (let i = 1; i <= 110; i++)
          control.createItem({ siteId, kind: 'product', fields: { name: `P ${i}`, slug: `row-${i}` } })
      },
      fields: { slug: '{{id}}', section_1_title: 'Facts', section_1_text: '<p>Facts about {{name}}</p>' },
      projectOptions: { mode: 'sections' },
    },
    rows: 110,
  },
  {
    name: 'a store with Catalog V3',
    options: {
      destination: 'wix/store',
      site: {
        installedApps: ['stores'],
        catalogVersion: 'V3',
        switches: { searchLagMs: 0, categoryWriteMs: 0 },
      },
      fields: product,
      projectOptions: { mode: 'products' },
    },
    rows: 130,
  },
  {
    name: 'a store with Catalog V1',
    options: {
      destination: 'wix/store',
      site: { installedApps: ['stores'], catalogVersion: 'V1' },
      fields: product,
      projectOptions: { mode: 'products' },
    },
    rows: 40,
  },
]

function places(control: Publishing['control'], siteId: string, drafts = false): void {
  createPlaces(control, siteId, {
    kinds: Array.from({ length: 7 }, (_, i) => `Region ${i}`),
    fields: [{ key: 'picture', displayName: 'Picture', type: 'IMAGE' }],
    drafts,
  })
}

function makeRows(count: number): TestRow[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `row-${i + 1}`,
    name: `Place ${i + 1}`,
    region: `Region ${i % 7}`,
    tag: `Tag ${i % 11}`,
    picture: `picture-${i % 105}`,
  }))
}

let database: Database
withDatabase((opened) => {
  database = opened
})

describe.each(destinations.map((one) => [one.name, one] as const))('the calls of runs to %s', (_, one) => {
  let publishing: Publishing
  afterEach(() => publishing.close())

  /** Plans, applies, and compares what was announced with what was counted. */
  async function compare(withRemovals = false) {
    const plan = await publishing.plan()
    return compareRun(
      withRemovals ? await setRemovals(database, publishing.workspaceId, plan.id, true) : plan,
    )
  }

  async function compareRun(plan: Plan, what = '', slack = 2) {
    const { id } = await publishing.apply(plan.id, { confirm: plan.willSend.byAction.take_down })
    const run = await publishing.until(id, 'done', 'needs_attention')
    expect(run.state, run.message ?? '').toBe('done')
    const { rows } = await database.query<{ n: number }>(
      'select (read_calls + write_calls)::int as n from runs where id = $1',
      [run.id],
    )
    const used = rows[0]!.n
    // Pages may go in two parts while names that others need are being created: a look and a call more.
    expect(
      Math.abs(plan.estimate.calls - used),
      `${what} ${plan.estimate.calls} announced, ${used} used`,
    ).toBeLessThanOrEqual(Math.max(slack, used * 0.05))
    return run
  }

  async function planUndo(runId: string, created?: DownHow) {
    const { workspaceId } = publishing
    const id = await planUndoOf(database, workspaceId, runId, 'Dana', created ? { created } : {})
    await publishing.build(id)
    return getPlan(database, workspaceId, id)
  }

  test('are announced within 5 %: all new, changed, some new beside, and removed', async () => {
    const rows = makeRows(one.rows)
    publishing = await startPublishing(database, { ...one.options, rows })
    await publishing.startWorker()
    expect((await compare()).receipt).toMatchObject({ accepted: one.rows, verifiedEqual: one.rows })

    // Every third has another name, every fifth another region, and there are new ones in between.
    const changed = rows.map((row, i) => ({
      ...row,
      ...(i % 3 === 0 && { name: `${row['name']} (new)` }),
      ...(i % 5 === 0 && { region: `Region ${(i + 1) % 7}` }),
    }))
    const mixed = changed.flatMap((row, i) =>
      i % 4 === 0 ? [row, { ...row, id: `${row.id}-b`, name: `${row['name']} (beside)` }] : [row],
    )
    await publishing.replaceRows(mixed)
    await compare()

    await publishing.replaceRows(mixed.slice(0, Math.ceil(one.rows / 2)))
    await compare(true)
  })

  test('are announced within 5 % on the way back: undone and undone again, taken down and brought back', async () => {
    const rows = makeRows(60)
    publishing = await startPublishing(database, { ...one.options, rows })
    await database.query('update projects set redirects = $2 where id = $1', [
      publishing.projectId,
      JSON.stringify({ moves: true, removals: 'parent', path: null }),
    ])
    await publishing.startWorker()
    await publishing.publish()
    const mixed = rows.slice(0, 50).flatMap((row, i) => [
      {
        ...row,
        ...(i % 3 === 0 && { name: `${row['name']} (new)` }),
        ...(i % 5 === 0 && { region: `Region ${(i + 1) % 7}`, tag: `Later tag ${i % 3}` }),
      },
      ...(i % 4 === 0 ? [{ ...row, id: `${row.id}-b`, tag: 'Tag of new ones' }] : []),
    ])
    await publishing.replaceRows(mixed)
    const plan = await setRemovals(database, publishing.workspaceId, (await publishing.plan()).id, true)
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
    const { hows } = await offerUndo(database, publishing.workspaceId, run.id)
    let undone = run
    for (const [i, created] of (hows.length > 0 ? hows : [undefined]).entries()) {
      undone = await compareRun(await planUndo(undone.id, created?.how), `undone ${i}`, 3)
      undone = await compareRun(await planUndo(undone.id), `undone again ${i}`, 3)
    }
    const count = 40
    const scope = { kind: 'rows', count, words: 'chosen' } as const
    const rowKeys = mixed.slice(0, count).map(({ id }) => id)
    for (const { how } of hows) {
      const down = { scope: { ...scope, origin: 'take_down' as const, how }, rowKeys }
      await compareRun(await publishing.plan(publishing.projectId, down), `to ${how}`, 3)
      const back = { scope: { ...scope, origin: 'bring_back' as const }, rowKeys }
      await compareRun(await publishing.plan(publishing.projectId, back), `back from ${how}`, 3)
    }
  })

  test('leave removals out until they are ticked', async () => {
    publishing = await startPublishing(database, { ...one.options, rows: makeRows(30) })
    await publishing.startWorker()
    await publishing.publish()
    await publishing.replaceRows(makeRows(20).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await publishing.plan()
    const ticked = await setRemovals(database, publishing.workspaceId, plan.id, true)
    expect(ticked.estimate.calls).toBeGreaterThan(plan.estimate.calls)
    await setRemovals(database, publishing.workspaceId, plan.id, false)
    await compare()
  })
})
