// Pages that changed here and in Wix, for every destination: nothing that a person changed is lost, however often data
// and template change, and what the person left alone follows them.
import { afterEach, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { type Control, createPlaces, destinations, type Stored } from '../../test/helpers/destinations.ts'
import { type Publishing, type PublishingOptions, startPublishing } from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { Database } from '../db/types.ts'
import { detachField, heldEdits } from '../pages/held-edits.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { chooseItems, resolveItems } from '../plans/plans.ts'

/** Beside the name a rich text, of which rows change the first paragraph and people another. */
const text = '<p>{{about}}</p><h2>Near {{id}}</h2><p>A word of thanks.</p><ul><li>Open daily</li></ul>'
const withAbout: Record<string, Record<string, string>> = {
  'wix/cms': { title: '{{name}}', slug: '{{id}}', kinds: 'Town', body: text, html: text },
  'wix/store on Catalog V3': { ...storeFields(), description: text },
  'wix/store on Catalog V1': { ...storeFields(), description: text },
  'wix/blog': { title: '{{name}}', slug: '{{id}}', body: text },
}

/** What a person does to the rich texts of a page: other words in place of some. */
const rewrites: Record<string, (control: Control, siteId: string, one: Stored, swap: Swap) => void> = {
  'wix/cms': (control, siteId, { id, data }, swap) => {
    const { body, html } = data as { body: object; html: string }
    const fields = { body: swap(body), html: swap(html) }
    control.editItem({ siteId, kind: 'dataItem', collectionId: 'Places', id, fields })
  },
  'wix/store on Catalog V3': (control, siteId, { id, product }, swap) => {
    const { description } = product as { description: object }
    control.editItem({ siteId, kind: 'product', id, fields: { description: swap(description) } })
  },
  'wix/store on Catalog V1': (control, siteId, { id, product }, swap) => {
    const { description } = product as { description: string }
    control.editItem({ siteId, kind: 'productV1', id, fields: { description: swap(description) } })
  },
  'wix/blog': (control, siteId, { id, draft }, swap) => {
    const { richContent } = draft as { richContent: object }
    control.editItem({ siteId, kind: 'post', id, fields: { richContent: swap(richContent) }, publish: true })
  },
}
type Swap = <T>(value: T) => T

/** As an editor of Wix stores it: the words are others, everything else stays. */
function swapping(before: string, after: string): Swap {
  return (value) => JSON.parse(JSON.stringify(value).replaceAll(before, after))
}

function storeFields(): Record<string, string> {
  return { name: '{{name}}', slug: '{{id}}', price: '9.50', weight: '2', categories: 'Towns' }
}

function rowsSaying(about: string, count = 6, name = 'Place') {
  return Array.from({ length: count }, (_, i) => ({
    id: `row-${i + 1}`,
    name: `${name} ${i + 1}`,
    about: `${about} of ${i + 1}.`,
  }))
}

describe.each(destinations.map((one) => [one.name, one] as const))('merging on %s', (_, destination) => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(() => publishing.close())

  async function begin(options: Partial<PublishingOptions> = {}) {
    publishing = await startPublishing(database, {
      ...destination.options,
      rows: rowsSaying('First'),
      fields: withAbout[destination.name]!,
      edits: 'merge',
      ...(destination.name === 'wix/cms' && { furnish: furnishWithTexts }),
      ...options,
    })
    await publishing.startWorker()
    expect((await publishing.publish()).receipt).toMatchObject({ accepted: 6, verifiedEqual: 6 })
  }
  const stored = () => destination.stored(publishing.control, publishing.siteId)
  const names = () => stored().map(destination.nameOf)
  const says = (text: string) => stored().filter((one) => JSON.stringify(newest(one)).includes(text)).length
  const edit = (...ids: string[]) => {
    for (const id of ids) destination.editOurs(publishing.control, publishing.siteId, id)
  }
  const edited = () => names().filter((name) => name === 'Edited by Dana').length
  const idsOf = (from: number, to: number) =>
    stored()
      .slice(from, to)
      .map(({ id }) => id)

  test('keeps what people changed through three changes of the data, and sends the rest', async () => {
    await begin()
    edit(...idsOf(0, 3))
    for (const about of ['Second', 'Third', 'Fourth']) {
      await publishing.replaceRows(rowsSaying(about))
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 6, conflict: 0 })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, differences: 0 })
      expect(says(`${about} of`)).toBe(6)
      expect(edited()).toBe(about === 'Second' ? 3 : 4)
      publishing.control.clearRequests()
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6, update: 0, conflict: 0 })
      expect(writeCalls(publishing.control.requests(0))).toEqual([])
      if (about === 'Second') edit(...idsOf(5, 6))
    }
  })

  test('merges a text by its blocks, and keeps a corrected sentence through three changes', async () => {
    await begin()
    const rewrite = (place: number, before: string, after: string) =>
      rewrites[destination.name]!(
        publishing.control,
        publishing.siteId,
        stored()[place]!,
        swapping(before, after),
      )
    for (const place of [0, 1, 2]) rewrite(place, 'A word of thanks', 'With many thanks')
    for (const about of ['Second', 'Third', 'Fourth']) {
      await publishing.replaceRows(rowsSaying(about))
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 6, conflict: 0 })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, differences: 0 })
      expect([says(`${about} of`), says('With many thanks'), says('A word of thanks')]).toEqual([6, 3, 3])
      expect(says('Open daily') + says('Open on request')).toBe(6)
      if (about === 'Third') expect(says('Open on request')).toBe(1)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6 })
      if (about === 'Second') rewrite(0, 'Open daily', 'Open on request')
    }
  })

  test('asks about a block that both changed, and sends it as decided', async () => {
    await begin()
    const about = (place: number) => /First of \d/.exec(JSON.stringify(stored()[place]))![0]
    for (const place of [0, 1])
      rewrites[destination.name]!(
        publishing.control,
        publishing.siteId,
        stored()[place]!,
        swapping(about(place), 'Dana says hello'),
      )
    await publishing.replaceRows(rowsSaying('Second'))
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ update: 4, conflict: 2 })
    const { workspaceId } = publishing
    const [theirs, ours, plain] = [0, 1, 3].map((at) => rowOf(stored()[at]!))
    const { rendered, changes } = await getPlanItem(database, workspaceId, plan.id, plain!)
    expect(Object.keys(rendered).length).toBe(changes.length)
    for (const { before, after } of Object.values(rendered))
      expect([before, after]).toEqual([
        expect.stringMatching(/<p>First of \d\.<\/p><h2/),
        expect.stringMatching(/<p>Second of \d\.<\/p><h2/),
      ])
    for (const [rowKey, choice] of [
      [theirs!, 'theirs'],
      [ours!, 'ours'],
    ] as const) {
      const { merge } = await getPlanItem(database, workspaceId, plan.id, rowKey)
      expect(merge!.collisions.map(({ kind, choice }) => [kind, choice])).toContainEqual(['block', null])
      for (const { base, theirs, html } of merge!.collisions.map((one) => ({
        ...one,
        html: one.ours.html,
      }))) {
        expect([base.text, theirs.text]).toEqual([
          expect.stringMatching(/First of/),
          expect.stringMatching(/Dana/),
        ])
        expect(html).toContain('Second of')
      }
      const choices = Object.fromEntries(merge!.collisions.map(({ id }) => [id, choice]))
      await chooseItems(database, workspaceId, plan.id, [rowKey], () => choices)
    }
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ differences: 0, held: 0 })
    expect([says('Second of'), says('Dana says hello')]).toEqual([5, 1])
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6 })
  })

  test('leaves a field to Wix for good once that was said, and takes it back when that is', async () => {
    await begin()
    const { projectId } = publishing
    const project = (await publishing.projects.find(projectId))!
    const field = destination.name.startsWith('wix/store') ? 'name' : 'title'
    const [rowKey] = [rowOf(stored()[0]!)]
    edit(...idsOf(0, 1))
    await detachField(database, project, rowKey, { field, detached: true })
    for (const name of ['Town', 'City']) {
      await publishing.replaceRows(rowsSaying(name, 6, name))
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 6, conflict: 0 })
      const item = await getPlanItem(database, publishing.workspaceId, plan.id, rowKey)
      expect([item.detached, item.merge!.kept.map((one) => one.field)]).toEqual([[field], [field]])
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6 })
      expect(edited()).toBe(1)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6 })
    }
    const held = (await findLedgerPages(database, projectId, [rowKey])).get(rowKey)
    expect(await heldEdits(database, project, held)).toEqual({ edited: [field], detached: [field] })

    await detachField(database, project, rowKey, { field, detached: false })
    const run = await publishing.publish()
    expect(run.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
    expect(edited()).toBe(0)
    const back = (await findLedgerPages(database, projectId, [rowKey])).get(rowKey)
    expect(back).toMatchObject({ madeHash: null, kept: null, detached: null })
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6 })
  })

  test('leaves what only people changed as it is without a call, and asks where both changed it', async () => {
    await begin()
    edit(...idsOf(0, 4))
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6, conflict: 0 })
    await publishing.replaceRows(rowsSaying('Second', 6, 'Town'))
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ update: 2, conflict: 4 })
    expect(plan.conflictsOpen).toBe(4)
    const { workspaceId } = publishing
    const of = (key: string) => [stored().find((one) => JSON.stringify(one).includes(`"${key}"`))!]
    const [theirs, ours] = [0, 1].map((at) => rowOf(stored()[at]!))
    expect(of(theirs!)).toHaveLength(1)
    await resolveItems(database, workspaceId, plan.id, 'keep_theirs', [theirs!])
    const decided = await resolveItems(database, workspaceId, plan.id, 'take_ours', [ours!])
    expect(decided).toMatchObject({ conflictsOpen: 2, willSend: { total: 4 } })
    const item = await getPlanItem(database, workspaceId, plan.id, theirs!)
    expect(item.changes.map(({ field }) => field)).not.toContain('slug')
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, held: 2 })
    expect(edited()).toBe(3)
    expect(says('Second of')).toBe(4)
    const again = await publishing.plan()
    expect(again.counts).toMatchObject({ unchanged: 4, conflict: 2 })
  })

  test('a decision is undone, and made for all that collide alike where nobody decided otherwise', async () => {
    await begin()
    edit(...idsOf(0, 4))
    await publishing.replaceRows(rowsSaying('Second', 6, 'Town'))
    const { workspaceId } = publishing
    const plan = await publishing.plan()
    expect(plan).toMatchObject({ counts: { conflict: 4 }, conflictsOpen: 4 })
    const [first, second] = [0, 1].map((at) => rowOf(stored()[at]!))
    const collisionsOf = async (rowKey: string) =>
      (await getPlanItem(database, workspaceId, plan.id, rowKey)).merge!.collisions
    const choicesOf = async (rowKey: string) => [
      ...new Set((await collisionsOf(rowKey)).map((one) => one.choice)),
    ]
    const fields = [...new Set((await collisionsOf(first!)).map(({ field }) => field))]

    await resolveItems(database, workspaceId, plan.id, 'keep_theirs', [first!])
    const alike = await resolveItems(database, workspaceId, plan.id, 'take_ours', undefined, fields)
    expect(alike.conflictsOpen).toBe(0)
    expect([await choicesOf(first!), await choicesOf(second!)]).toEqual([['theirs'], ['ours']])

    const undone = await resolveItems(database, workspaceId, plan.id, null, [second!])
    expect(undone.conflictsOpen).toBe(1)
    const item = await getPlanItem(database, workspaceId, plan.id, second!)
    expect([item.resolution, await choicesOf(second!)]).toEqual([null, [null]])
    const all = await resolveItems(database, workspaceId, plan.id, null, undefined)
    expect(all).toMatchObject({ conflictsOpen: 4, willSend: { total: 2 } })

    await resolveItems(database, workspaceId, plan.id, 'take_ours', undefined)
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, held: 0 })
  })

  test('what is left to Wix while a plan asks about it collides no more, and stays as it is there', async () => {
    await begin()
    edit(...idsOf(0, 1))
    await publishing.replaceRows(rowsSaying('Second', 6, 'Town'))
    const { workspaceId, projectId } = publishing
    const rowKey = rowOf(stored()[0]!)
    const plan = await publishing.plan()
    expect(plan).toMatchObject({ counts: { conflict: 1 }, conflictsOpen: 1 })
    const { merge } = await getPlanItem(database, workspaceId, plan.id, rowKey)
    const fields = [...new Set(merge!.collisions.map(({ field }) => field))]
    const project = (await publishing.projects.find(projectId))!
    for (const field of fields) await detachField(database, project, rowKey, { field, detached: true })
    await chooseItems(database, workspaceId, plan.id, [rowKey], () => ({}))
    const item = await getPlanItem(database, workspaceId, plan.id, rowKey)
    expect(item).toMatchObject({ resolution: 'merge', detached: fields.sort(), merge: { collisions: [] } })
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, held: 0 })
    expect([edited(), says('Second of')]).toEqual([1, 6])
  })

  test('does not overwrite what is edited between the plan and its run', async () => {
    await begin()
    await publishing.replaceRows(rowsSaying('Second', 6, 'Town'))
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ update: 6 })
    edit(...idsOf(0, 2))
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 4, held: 2 })
    expect(edited()).toBe(2)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 4, conflict: 2 })
  })

  /** As it was created: its address says it. */
  function rowOf(one: Record<string, unknown>): string {
    return /"(?:slug|seoSlug)":"(row-\d)"/.exec(JSON.stringify(one))![1]!
  }
})

/** The collection of places with rich texts of both kinds. */
function furnishWithTexts(control: Control, siteId: string): void {
  createPlaces(control, siteId, {
    fields: [
      { key: 'body', displayName: 'Body', type: 'RICH_CONTENT' },
      { key: 'html', displayName: 'HTML', type: 'RICH_TEXT' },
    ],
  })
}

/** Drafts and live versions of one post both stand in the simulator; what visitors see counts. */
function newest(one: Record<string, unknown>): unknown {
  return one['published'] ?? one
}
