// Both of Wix's ways of keeping drafts.
import { afterEach, describe, expect, test } from 'vitest'
import { type CmsSite, cmsItem, startCmsSite } from '../../../../test/helpers/cms-site.ts'
import type { ItemOutcome } from '../../target.ts'
import { wixCms } from './cms.ts'
import type { CmsOptions } from './options.ts'

const noAssets = new Map<string, string>()
const fields = { title: 'A', slug: 'a' }
let site: CmsSite

afterEach(() => site.close())

async function createOne(options: CmsOptions): Promise<ItemOutcome & { kind: 'accepted' }> {
  const [outcome] = await wixCms.create(site.ctx, [cmsItem(options, 'a', fields)], options, noAssets)
  if (outcome?.kind !== 'accepted') throw new Error(JSON.stringify(outcome))
  return outcome
}

const readOne = async (options: CmsOptions, id: string) =>
  (await wixCms.read(site.ctx, [id], 'full', options)).get(id)

const refOf = (remoteId: string) => [{ rowKey: 'a', remoteId, editedAt: null }]

/** What a run does with a page that changed: the update, then the last steps where some are due. */
async function change(options: CmsOptions, remoteId: string, changedFields: string[], texts = fields) {
  const item = cmsItem(options, 'a', texts, { remoteId, changedFields })
  const outcomes = await wixCms.update(site.ctx, [item], options, noAssets)
  if (!wixCms.finish!.isDue(item.payload, changedFields, null)) return outcomes
  return [...outcomes, ...(await wixCms.finish!.run(site.ctx, [item], options, noAssets))]
}

test('a collection without drafts has live items only, and no state to compare', async () => {
  site = await startCmsSite()
  const options = await site.options({ mode: 'draft' })
  const { ref, url } = await createOne(options)
  expect(url).toBe(`${site.siteUrl}/places/a`)
  expect(site.stored()[0]?.data).not.toHaveProperty('_publishStatus')
  const state = await readOne(options, ref.remoteId)
  expect(state?.status).toBe('live')
  expect(state?.fields).not.toHaveProperty('status')
  expect(cmsItem(options, 'a', fields).payload).not.toHaveProperty('state')
  expect(wixCms.visibility(options)).toBe(null)
})

describe('the PUBLISH plugin', () => {
  const start = async (publish: 'PUBLISHED' | 'DRAFT') => {
    site = await startCmsSite({ collection: { publish } })
  }

  test.each(['PUBLISHED', 'DRAFT'] as const)(
    'what is made does not depend on its default (%s)',
    async (status) => {
      await start(status)
      for (const [mode, wanted] of [
        ['draft', 'DRAFT'],
        ['publish', 'PUBLISHED'],
      ] as const) {
        const options = await site.options({ mode })
        const { ref, url } = await createOne(options)
        expect(site.stored()[0]?.data['_publishStatus']).toBe(wanted)
        expect(url).toBe(mode === 'draft' ? null : `${site.siteUrl}/places/a`)
        const state = await readOne(options, ref.remoteId)
        expect(state?.status).toBe(mode === 'draft' ? 'draft' : 'live')
        expect(state?.fields).toMatchObject(
          wixCms.payloadFields(cmsItem(options, 'a', fields).payload, noAssets),
        )
        await wixCms.remove(site.ctx, refOf(ref.remoteId), options)
      }
    },
  )

  test('drafts are found, changed, looked at and removed although Wix hides them', async () => {
    await start('PUBLISHED')
    const options = await site.options({ mode: 'draft' })
    const { ref } = await createOne(options)
    expect((await wixCms.find(site.ctx, [cmsItem(options, 'a', fields)], options)).get('a')).toHaveLength(1)
    const changed = await change(options, ref.remoteId, ['title'], { ...fields, title: 'B' })
    expect(changed).toMatchObject([{ kind: 'accepted' }])
    expect(await readOne(options, ref.remoteId)).toMatchObject({ status: 'draft', fields: { title: 'B' } })
    await wixCms.remove(site.ctx, refOf(ref.remoteId), options)
    expect(site.stored()).toEqual([])
  })

  test('a state that Wix ignores in a patch is saved with the whole item, and nothing of it changes', async () => {
    await start('PUBLISHED')
    const { ref } = await createOne(await site.options({ mode: 'draft' }))
    const edit = { notes: 'Theirs', extra: { a: [1] } }
    site.control.editItem({
      ...{ siteId: site.siteId, kind: 'dataItem', collectionId: 'Places', id: ref.remoteId },
      fields: edit,
    })
    const options = await site.options({ mode: 'publish' })
    const save = 'POST /wix-data/v2/bulk/items/save'
    site.control.addFault({ route: save, kind: 'accept-then-drop', nth: 1 })
    expect(await change(options, ref.remoteId, ['status'])).toMatchObject([{ kind: 'in_doubt' }])
    expect((await readOne(options, ref.remoteId))?.status).toBe('live')
    site.calls()
    const draft = await site.options({ mode: 'draft' })
    expect(await change(draft, ref.remoteId, ['status'])).toMatchObject([{ kind: 'accepted', url: null }])
    expect(site.calls().slice(-3)).toEqual([
      'POST /wix-data/v2/bulk/items/patch',
      'POST /wix-data/v2/items/query',
      save,
    ])
    expect((await readOne(options, ref.remoteId))?.status).toBe('draft')
    expect(site.stored()[0]?.data).toMatchObject({ ...edit, ...fields })
  })

  test('a state that Wix takes with a patch costs nothing more', async () => {
    await start('PUBLISHED')
    site.control.changeSite({ id: site.siteId, switches: { publishStatusByUpdate: 'applied' } })
    const { ref } = await createOne(await site.options({ mode: 'draft' }))
    const options = await site.options({ mode: 'publish' })
    await change(options, ref.remoteId, ['status'])
    expect(site.calls()).toEqual(['POST /wix-data/v2/bulk/items/patch'])
    expect((await readOne(options, ref.remoteId))?.status).toBe('live')
  })
})

describe('the Draft Items plugin', () => {
  const start = async () => {
    site = await startCmsSite({ collection: { drafts: true } })
  }
  const drafts = () => site.stored('Places__drafts')

  test('a draft goes to the drafts, a live item to the live ones, and both are read back equal', async () => {
    await start()
    for (const mode of ['draft', 'publish'] as const) {
      const options = await site.options({ mode })
      const { ref, url } = await createOne(options)
      expect([site.stored().length, drafts().length]).toEqual(mode === 'draft' ? [0, 1] : [1, 0])
      expect(url).toBe(mode === 'draft' ? null : `${site.siteUrl}/places/a`)
      const item = cmsItem(options, 'a', fields)
      expect((await wixCms.find(site.ctx, [item], options)).get('a')).toHaveLength(1)
      expect(await readOne(options, ref.remoteId)).toMatchObject({
        status: mode === 'draft' ? 'draft' : 'live',
        fields: wixCms.payloadFields(item.payload, noAssets),
      })
      await wixCms.remove(site.ctx, refOf(ref.remoteId), options)
      expect([...site.stored(), ...drafts()]).toEqual([])
    }
  })

  test('a draft is changed where it is', async () => {
    await start()
    const options = await site.options({ mode: 'draft' })
    const { ref } = await createOne(options)
    await change(options, ref.remoteId, ['title'], { ...fields, title: 'B' })
    expect(drafts()[0]?.data['title']).toBe('B')
    expect(site.stored()).toEqual([])
  })

  test('a draft is published and taken back, with what changed at the same time', async () => {
    await start()
    const { ref } = await createOne(await site.options({ mode: 'draft' }))
    const live = await site.options({ mode: 'publish' })
    const texts = { ...fields, title: 'B' }
    expect(await change(live, ref.remoteId, ['status', 'title'], texts)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'accepted', ref: { editedAt: expect.any(String) } },
    ])
    expect(drafts()).toEqual([])
    expect(await readOne(live, ref.remoteId)).toMatchObject({ status: 'live', fields: { title: 'B' } })

    const back = await site.options({ mode: 'draft' })
    await change(back, ref.remoteId, ['status'], texts)
    expect(site.stored()).toEqual([])
    expect(await readOne(back, ref.remoteId)).toMatchObject({ status: 'draft', fields: { title: 'B' } })
    site.calls()
    expect(await change(back, ref.remoteId, ['status'], texts)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'accepted' },
    ])
    expect(site.calls().filter((call) => !call.endsWith('/query'))).toEqual([])
  })

  test('a move whose answer is lost is in doubt and is found done by the next try', async () => {
    await start()
    const { ref } = await createOne(await site.options({ mode: 'draft' }))
    const options = await site.options({ mode: 'publish' })
    site.control.addFault({
      route: 'POST /wix-data/v2/items/publish-draft',
      kind: 'accept-then-drop',
      times: 1,
    })
    expect(await change(options, ref.remoteId, ['status'])).toMatchObject([
      { kind: 'accepted' },
      { kind: 'in_doubt' },
    ])
    expect(await change(options, ref.remoteId, ['status'])).toMatchObject([
      { kind: 'accepted' },
      { kind: 'accepted' },
    ])
    expect([site.stored().length, drafts().length]).toEqual([1, 0])
  })

  test("somebody's draft of a live item is neither read nor changed", async () => {
    await start()
    const options = await site.options()
    const { ref } = await createOne(options)
    site.enter('Places__drafts', ref.remoteId, { title: 'Their draft' })
    await change(options, ref.remoteId, ['title'], { ...fields, title: 'B' })
    expect(await readOne(options, ref.remoteId)).toMatchObject({ status: 'live', fields: { title: 'B' } })
    expect(drafts()[0]?.data['title']).toBe('Their draft')
  })
})
