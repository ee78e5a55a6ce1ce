// One suite over every destination: what src/targets/target.ts promises, tried against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../test/helpers/blog-site.ts'
import { startCmsSite } from '../../test/helpers/cms-site.ts'
import { startStoreSite } from '../../test/helpers/store-site.ts'
import { type AnyTarget, presentDestination, targets } from './index.ts'
import { type ItemOutcome, type OutgoingItem, pageSeed } from './target.ts'
import type { RestoreItem } from './way-back.ts'

interface Example {
  start(): Promise<BlogSite>
  options(site: BlogSite): unknown
  fields(rowKey: string): Record<string, string>
  /** A change of one field of ours, and what a person does meanwhile to others, ours and not ours. */
  change: { fields: Record<string, string>; field: string }
  edit(site: BlogSite, remoteId: string): void
  editShows: Record<string, string>
  edited(site: BlogSite): unknown
  /** Where creates arrive. */
  createRoute: string
  items(site: BlogSite): unknown[]
}

const examples: Record<string, Example> = {
  'wix/blog': {
    start: () => startBlogSite(),
    options: (site) => ({ authorId: site.authorId, mode: 'publish' }),
    fields: (rowKey) => ({
      title: `Title of ${rowKey}`,
      slug: rowKey,
      body: `<h2>${rowKey}</h2><p>Some <b>words</b>.</p>`,
      seo_description: 'Before',
    }),
    change: { fields: { seo_description: 'After' }, field: 'seo' },
    edit: (site, id) => {
      const fields = { title: 'Their title', featured: true }
      site.control.editItem({ siteId: site.siteId, kind: 'post', id, fields, publish: true })
    },
    editShows: { title: 'Their title' },
    edited: (site) => {
      const [post] = site.control.items(site.siteId, 'posts') as { published: Record<string, unknown> }[]
      return { title: post?.published['title'], featured: post?.published['featured'] }
    },
    createRoute: 'POST /blog/v3/bulk/draft-posts/create',
    items: (site) => site.control.items(site.siteId, 'drafts'),
  },
  'wix/cms': {
    start: () => startCmsSite(),
    options: () => ({ collectionId: 'Places' }),
    fields: (rowKey) => ({
      title: `Title of ${rowKey}`,
      slug: rowKey,
      text: `<h2>${rowKey}</h2><p>Some <b>words</b>.</p>`,
      notes: 'Before',
    }),
    change: { fields: { notes: 'After' }, field: 'notes' },
    edit: (site, id) => {
      const fields = { title: 'Their title', population: 7, extra: { a: [1] } }
      site.control.editItem({ siteId: site.siteId, kind: 'dataItem', collectionId: 'Places', id, fields })
    },
    editShows: { title: 'Their title', population: '7' },
    edited: (site) => {
      const [item] = site.control.items(site.siteId, 'dataItems', 'Places') as {
        data: Record<string, unknown>
      }[]
      return [item?.data['title'], item?.data['population'], item?.data['extra']]
    },
    createRoute: 'POST /wix-data/v2/bulk/items/insert',
    items: (site) => site.control.items(site.siteId, 'dataItems', 'Places'),
  },
  'wix/store': {
    start: () => startStoreSite({ catalog: 'V3' }),
    options: () => ({}),
    fields: (rowKey) => ({
      name: `Name of ${rowKey}`,
      slug: rowKey,
      price: '9.90',
      description: `<h2>${rowKey}</h2><p>Some <b>words</b>.</p>`,
      brand: 'Before',
      section_1_title: 'Care',
      section_1_text: `<p>Care of ${rowKey}</p>`,
    }),
    change: { fields: { brand: 'After' }, field: 'brand' },
    edit: (site, id) => {
      const fields = { name: 'Their name', ribbon: { name: 'Theirs' }, taxGroupId: 'theirs' }
      site.control.editItem({ siteId: site.siteId, kind: 'product', id, fields })
    },
    editShows: { name: 'Their name', ribbon: 'Theirs' },
    edited: (site) => {
      const [product] = site.control.items(site.siteId, 'products') as { product: Record<string, unknown> }[]
      return [product?.product['name'], product?.product['ribbon'], product?.product['taxGroupId']]
    },
    createRoute: 'POST /stores/v3/bulk/products-with-inventory/create',
    items: (site) => site.control.items(site.siteId, 'products'),
  },
}

test('every destination has an example here', () => {
  expect(targets.map((target) => target.id)).toEqual(Object.keys(examples))
})

describe.each(targets.map((target) => [target.id, target] as const))('%s', (id, target: AnyTarget) => {
  const example = examples[id]!
  const noAssets = new Map<string, string>()
  let site: BlogSite
  let options: unknown

  beforeEach(async () => {
    site = await example.start()
    const chosen = target.options.parse(example.options(site)) as object
    options = target.facts ? { ...chosen, facts: await target.facts.read(site.ctx, chosen) } : chosen
  })
  afterEach(() => site.close())

  function item(rowKey: string, fields: Record<string, string> = {}): OutgoingItem<unknown> {
    const seed = pageSeed('prj', rowKey)
    const page = { rowKey, seed, fields: { ...example.fields(rowKey), ...fields }, siteUrl: null }
    return {
      rowKey,
      seed,
      remoteId: null,
      payload: target.toPayload(page, options).payload,
      visibility: target.visibility(options),
      changedFields: [],
    }
  }

  async function createOne(rowKey: string): Promise<string> {
    const [outcome] = await target.create(site.ctx, [item(rowKey)], options, noAssets)
    if (outcome?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`)
    return outcome.ref.remoteId
  }

  const kinds = (outcomes: ItemOutcome[]) => outcomes.map((outcome) => outcome.kind)
  const readOne = async (remoteId: string) =>
    (await target.read(site.ctx, [remoteId], 'full', options)).get(remoteId)

  test('shows itself completely to the doors', () => {
    const shown = presentDestination(target)
    const fields = target.fields(options)
    expect(shown.fields).toEqual(shown.fieldsDependOnSite ? [] : fields)
    expect(fields.filter((field) => field.required).length).toBeGreaterThan(0)
    expect(new Set(fields.map((field) => field.name)).size).toBe(fields.length)
    expect(fields.every((field) => field.label && field.help && field.example)).toBe(true)
    expect(
      shown.options.every((option) => (option.kind === 'remote_choice') === (option.choicesKind !== null)),
    ).toBe(true)
  })

  test('payloads are pure and stable', () => {
    const page = { rowKey: 'a', seed: 's', fields: Object.freeze(example.fields('a')), siteUrl: null }
    const bytes = () => JSON.stringify(target.toPayload(page, Object.freeze(options)).payload)
    expect(bytes()).toBe(bytes())
    const other = { ...page, fields: { ...page.fields, ...example.change.fields } }
    expect(JSON.stringify(target.toPayload(other, options).payload)).not.toBe(bytes())
  })

  test('what is on the wire does not depend on how a store ordered the keys', () => {
    const { payload } = item('a')
    const shuffled = JSON.parse(JSON.stringify(payload), (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    const wire = JSON.stringify(target.toWire(payload, noAssets, null))
    expect(JSON.stringify(target.toWire(shuffled, noAssets, null))).toBe(wire)
    expect(target.payloadFields(shuffled, noAssets)).toEqual(target.payloadFields(payload, noAssets))
  })

  test('what a page should be is no part of its payload', () => {
    const modes = target.optionSpecs.find(({ name }) => name === 'mode')?.choices.map(({ value }) => value)
    if (!modes?.includes('draft')) {
      expect(target.visibility(options)).toBe(null)
      return
    }
    const page = { rowKey: 'a', seed: 's', fields: example.fields('a'), siteUrl: null }
    const made = modes.map((mode) => target.toPayload(page, { ...(options as object), mode }))
    expect(new Set(made.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(target.withoutVisibility!(made[0]!.payload)).toBe(null)
  })

  test('what was created is read back equal, field by field', async () => {
    const state = await readOne(await createOne('a'))
    expect(state?.exists).toBe(true)
    expect(state?.fields).toMatchObject(target.payloadFields(item('a').payload, noAssets))
  })

  test('a create whose answer was lost is in doubt, and looking finds exactly one', async () => {
    site.control.addFault({ route: example.createRoute, kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await target.create(site.ctx, [item('a'), item('b')], options, noAssets))).toEqual([
      'in_doubt',
      'in_doubt',
    ])
    const found = await target.find(site.ctx, [item('a'), item('b'), item('c')], options)
    expect([...found].map(([rowKey, refs]) => [rowKey, refs.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
    expect(example.items(site)).toHaveLength(2)
  })

  test('a create that never arrived is in doubt too, and looking finds nothing', async () => {
    site.control.addFault({ route: example.createRoute, kind: 'drop-before', nth: 1 })
    expect(kinds(await target.create(site.ctx, [item('a')], options, noAssets))).toEqual(['in_doubt'])
    expect((await target.find(site.ctx, [item('a')], options)).size).toBe(0)
  })

  test.each([
    'status-after',
    'throttle-after',
    'truncated-json',
    'empty-body',
    'html-200',
    'reset-after-bytes',
    'bulk-missing',
    'bulk-duplicate',
  ] as const)('%s on a create is never taken for a refusal', async (kind) => {
    site.control.addFault({ route: example.createRoute, kind, nth: 1 })
    const [outcome] = await target.create(site.ctx, [item('a')], options, noAssets)
    expect(outcome?.kind).toBe('in_doubt')
    expect((await target.find(site.ctx, [item('a')], options)).get('a')).toHaveLength(1)
  })

  test.each(['no-permission', 'expired-token'] as const)(
    '%s stops the run before anything is made',
    async (kind) => {
      site.control.addFault({ route: example.createRoute, kind })
      expect(kinds(await target.create(site.ctx, [item('a'), item('b')], options, noAssets))).toEqual([
        'stop',
        'stop',
      ])
      expect(example.items(site)).toEqual([])
    },
  )

  test("an edit in Wix shows, and an update leaves everything alone that is not the update's own", async () => {
    const remoteId = await createOne('a')
    const before = await readOne(remoteId)
    example.edit(site, remoteId)
    const after = await readOne(remoteId)
    expect(after?.editedAt).not.toBe(before?.editedAt)
    const moved = Object.keys(before?.fields ?? {}).filter(
      (name) => before?.fields?.[name] !== after?.fields?.[name],
    )
    expect(moved).toEqual(Object.keys(example.editShows))
    expect(after?.fields).toMatchObject(example.editShows)

    const theirs = example.edited(site)
    const changed = { ...item('a', example.change.fields), remoteId, changedFields: [example.change.field] }
    expect(kinds(await target.update(site.ctx, [changed], options, noAssets))).toEqual(['accepted'])
    expect(example.edited(site)).toEqual(theirs)
    const now = (await readOne(remoteId))?.fields?.[example.change.field]
    expect(now).toBe(target.payloadFields(changed.payload, noAssets)[example.change.field])
  })

  test('reading twice shows no edit where nobody edited', async () => {
    const remoteId = await createOne('a')
    expect(await readOne(remoteId)).toEqual(await readOne(remoteId))
  })

  test('removing is for good only where the destination says so', async () => {
    const remoteId = await createOne('a')
    const ref = { rowKey: 'a', remoteId, editedAt: null }
    expect(kinds(await target.remove(site.ctx, [ref], options))).toEqual(['accepted'])
    expect((await readOne(remoteId))?.status).toBe(target.removal === 'trash' ? 'trashed' : 'gone')
  })

  describe('the way back', () => {
    const snapshotOf = async (remoteId: string) => (await readOne(remoteId))!

    /** As a run does it: the call, then the last steps where some are due. */
    async function restore(given: Omit<RestoreItem, 'rowKey' | 'seed' | 'visibility'>): Promise<string> {
      const { wayBack } = target
      const one = {
        ...{ rowKey: 'a', seed: item('a').seed, visibility: target.visibility(options) },
        ...given,
      }
      const [outcome] = await wayBack.restore(site.ctx, [one], options)
      if (outcome?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`)
      const made = { ...one, remoteId: outcome.ref.remoteId }
      if (wayBack.finishRestore?.isDue(made, options))
        expect(kinds(await wayBack.finishRestore.run(site.ctx, [made], options))).toEqual(['accepted'])
      return made.remoteId
    }

    test('a snapshot says what was read, and an edit beside what is put back stays', async () => {
      const remoteId = await createOne('a')
      const before = await snapshotOf(remoteId)
      expect(target.wayBack.snapshotFields(before.raw, options)).toEqual(before.fields)
      expect(target.wayBack.losses(before.raw, 'there', options)).toEqual([])
      const changed = { ...item('a', example.change.fields), remoteId, changedFields: [example.change.field] }
      await target.update(site.ctx, [changed], options, noAssets)
      example.edit(site, remoteId)
      const theirs = example.edited(site)
      const { raw: snapshot } = before
      expect(
        await restore({ remoteId, snapshot, changedFields: [example.change.field], from: 'there' }),
      ).toBe(remoteId)
      expect(example.edited(site)).toEqual(theirs)
      expect((await readOne(remoteId))?.fields).toEqual({ ...before.fields, ...example.editShows })
    })

    test('each way off the site hides the page, can be repeated, and leads back to what it was', async () => {
      const ways = target.wayBack.takeDowns(options)
      expect(ways.length).toBeGreaterThan(0)
      let remoteId = await createOne('a')
      for (const { how, isFinal, note } of ways) {
        expect(note).toMatch(/\.$/)
        const before = await snapshotOf(remoteId)
        const down = [{ rowKey: 'a', remoteId, how }]
        for (const _ of [1, 2])
          expect(kinds(await target.wayBack.takeDown(site.ctx, down, options))).toEqual(['accepted'])
        const status = { draft: 'draft', trash: 'trashed', deleted: 'gone' }[how]
        expect((await readOne(remoteId))?.status).toBe(status)
        const from = how === 'draft' ? 'there' : how === 'trash' ? 'trashed' : 'gone'
        if (isFinal) expect(target.wayBack.losses(before.raw, from, options)).not.toEqual([])
        remoteId = await restore({ remoteId, snapshot: before.raw, changedFields: null, from })
        expect(await readOne(remoteId)).toMatchObject({ status: 'live', fields: before.fields })
      }
      expect(example.items(site)).toHaveLength(1)
    })
  })

  test('a full batch is answered item by item, in order', async () => {
    const items = Array.from({ length: target.batch(options).size }, (_, i) => item(`row-${i}`))
    const outcomes = await target.create(site.ctx, items, options, noAssets)
    expect(outcomes.map((outcome) => outcome.rowKey)).toEqual(items.map(({ rowKey }) => rowKey))
    expect(new Set(kinds(outcomes))).toEqual(new Set(['accepted']))
  })
})
