import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../../../test/helpers/blog-site.ts'
import { type AssetNeed, type AssetOutcome, assetKey, imageKind } from '../../target.ts'
import {
  addressProblem,
  imageUrl,
  importImages,
  lookUpImages,
  pendingImages,
  readImageRef,
} from '../media.ts'

const url = 'https://images.test/2024/Alte%20Br%C3%BCcke_01.JPG'
const need = (name: string): AssetNeed => ({ kind: imageKind, name })

let site: BlogSite
beforeEach(async () => {
  site = await startBlogSite()
})
afterEach(() => site.close())

const files = (of = site) =>
  of.control.items(of.siteId, 'files') as { id: string; displayName: string; width: number; height: number }[]
const fault = (settings: Record<string, unknown>) => site.control.addFault(settings as never)

async function waitFor(needs: AssetNeed[], outcomes: AssetOutcome[]): Promise<AssetOutcome[]> {
  const pending = needs.map((one, place) => {
    const outcome = outcomes[place]
    return { need: one, id: outcome?.kind === 'pending' ? outcome.id : '' }
  })
  let now: AssetOutcome[] = outcomes
  for (let looks = 0; looks < 5 && now.some((one) => one.kind === 'pending'); looks++)
    now = await pendingImages(site.ctx, pending)
  return now
}

test('a picture is imported in one call, under a readable name, and is a reference with its sizes once Wix is done', async () => {
  const needs = [need(url), need('https://images.test/b')]
  site.calls()
  const outcomes = await importImages(site.ctx, needs)
  expect(outcomes).toMatchObject([{ kind: 'pending' }, { kind: 'pending' }])
  expect(site.calls()).toEqual(['POST /site-media/v1/bulk/files/import-v2'])
  const [first, second] = await waitFor(needs, outcomes)
  const names = files().map((file) => file.displayName)
  expect(names.find((name) => name.startsWith('Alte'))).toMatch(/^Alte-Brücke-01-[0-9a-f]{16}\.jpg$/)
  expect(names.find((name) => name.startsWith('b'))).toMatch(/^b-[0-9a-f]{16}$/)
  const file = files().find((one) => one.displayName.startsWith('Alte'))!
  expect(readImageRef(first?.kind === 'ready' ? first.id : '')).toEqual({
    fileId: file.id,
    fileName: file.displayName,
    width: file.width,
    height: file.height,
  })
  expect(second).toMatchObject({ kind: 'ready' })
})

test('pictures that Wix finishes at once are ready at once, each its own', async () => {
  site.control.changeSite({ id: site.siteId, switches: { mediaPolls: 0 } })
  fault({ route: 'POST /site-media/*', kind: 'bulk-permuted' })
  const needs = ['1', '2', '3'].map((name) => need(`https://images.test/n${name}.jpg`))
  const ends = await importImages(site.ctx, needs)
  expect(ends.map((end) => readImageRef(end.kind === 'ready' ? end.id : '')?.fileName.slice(0, 2))).toEqual([
    'n1',
    'n2',
    'n3',
  ])
})

test('what was imported is found again by its address, and nothing else is', async () => {
  const needs = [need(url), need('https://images.test/other.png')]
  await waitFor(needs, await importImages(site.ctx, needs))
  const wanted = [need(url), need(`${url}?v=2`)]
  const found = await lookUpImages(site.ctx, wanted)
  expect([...found.keys()]).toEqual([assetKey(wanted[0]!)])
  expect(readImageRef(found.get(assetKey(wanted[0]!))!)?.fileName).toContain('Alte')
})

test('many are found in a walk over the newest files, a hundred a call, and only until the last one is there', async () => {
  const needs = Array.from({ length: 150 }, (_, i) => need(`https://images.test/${i}.jpg`))
  for (const part of [needs.slice(0, 100), needs.slice(100)])
    await waitFor(part, await importImages(site.ctx, part))
  site.calls()
  const found = await lookUpImages(site.ctx, needs)
  expect(found.size).toBe(150)
  expect(site.calls()).toEqual(['POST /site-media/v1/files/search', 'POST /site-media/v1/files/search'])
})

test('a picture that a person imported from the same address is used and not made a second time', async () => {
  site.control.createItem({ siteId: site.siteId, kind: 'file', fields: { url } })
  const many = [url, ...'abcdef'].map((name) => need(name))
  // Every look brings an unfinished file nearer to its end.
  for (let looks = 0; looks < 2; looks++) await lookUpImages(site.ctx, many)
  const found = await lookUpImages(site.ctx, many)
  expect(readImageRef(found.get(assetKey(need(url))) ?? '')?.fileId).toBe(files()[0]!.id)
})

test('an unfinished file does not count as there', async () => {
  site.control.changeSite({ id: site.siteId, switches: { mediaPolls: 50 } })
  await importImages(site.ctx, [need(url)])
  expect((await lookUpImages(site.ctx, [need(url)])).size).toBe(0)
})

test('addresses of Wix are files of the site: their sizes are read, and nothing is imported', async () => {
  const [outcome] = await waitFor([need(url)], await importImages(site.ctx, [need(url)]))
  const ref = readImageRef(outcome?.kind === 'ready' ? outcome.id : '')!
  const needs = [
    need(imageUrl(ref)),
    need(`${imageUrl(ref)}/v1/fill/w_20,h_20/x.jpg`),
    need(`wix:image://v1/${ref.fileId}/x.jpg`),
    need(`wix:image://v1/${ref.fileId}/x.jpg#originWidth=7&originHeight=8`),
  ]
  site.calls()
  const found = await lookUpImages(site.ctx, needs)
  const sizes = needs.map((one) => readImageRef(found.get(assetKey(one)) ?? ''))
  expect(sizes.map((one) => one?.fileId)).toEqual(needs.map(() => ref.fileId))
  expect(sizes.map((one) => one?.width)).toEqual([ref.width, ref.width, ref.width, 7])
  expect(site.calls()).toEqual(['POST /site-media/v1/files/get-files'])
})

test('a file of another Wix site is not taken for one of this site', async () => {
  const foreign = need('https://static.wixstatic.com/media/abc123_0~mv2.jpg')
  expect((await lookUpImages(site.ctx, [foreign])).size).toBe(0)
  const [outcome] = await waitFor([foreign], await importImages(site.ctx, [foreign]))
  expect(outcome).toMatchObject({ kind: 'ready' })
})

test('Wix refusing to name an unknown file does not hide the others', async () => {
  const [outcome] = await waitFor([need(url)], await importImages(site.ctx, [need(url)]))
  const ref = readImageRef(outcome?.kind === 'ready' ? outcome.id : '')!
  fault({ route: 'POST /site-media/v1/files/get-files', kind: 'status-before', status: 404, times: 1 })
  const needs = [need(imageUrl(ref)), need('https://static.wixstatic.com/media/none~mv2.jpg')]
  const found = await lookUpImages(site.ctx, needs)
  expect([...found.keys()]).toEqual([assetKey(needs[0]!)])
})

test('a host that does not let Wix in is a refusal that says so', async () => {
  const needs = [need('https://cdn.fail.test/x.jpg'), need('https://images.test/film.mp4'), need(url)]
  const ends = await waitFor(needs, await importImages(site.ctx, needs))
  expect(ends).toMatchObject([
    { kind: 'rejected', problem: { code: 'image_not_fetched', severity: 'error' } },
    { kind: 'rejected', problem: { code: 'image_not_fetched' } },
    { kind: 'ready' },
  ])
})

test('one address that Wix refuses leaves the others alone', async () => {
  const needs = [need('nonsense'), need(url)]
  expect(await importImages(site.ctx, needs)).toMatchObject([
    { kind: 'rejected', problem: { message: expect.stringContaining('did not take the image nonsense') } },
    { kind: 'pending' },
  ])
})

test('an import whose answer is lost is in doubt, and found again instead of imported twice', async () => {
  fault({ route: 'POST /site-media/*', kind: 'accept-then-drop', times: 1 })
  expect(await importImages(site.ctx, [need(url)])).toMatchObject([{ kind: 'in_doubt' }])
  await lookUpImages(site.ctx, [need(url)])
  await lookUpImages(site.ctx, [need(url)])
  expect((await lookUpImages(site.ctx, [need(url)])).size).toBe(1)
  expect(files()).toHaveLength(1)
})

test.each(['bulk-missing', 'bulk-duplicate'] as const)('%s leaves that picture in doubt', async (kind) => {
  fault({ route: 'POST /site-media/*', kind, indexes: [0] })
  const outcomes = await importImages(site.ctx, [need(url), need('https://images.test/2.jpg')])
  expect(outcomes).toMatchObject([{ kind: 'in_doubt' }, { kind: 'pending' }])
})

test('results in another order reach their own pictures', async () => {
  fault({ route: 'POST /site-media/*', kind: 'bulk-permuted' })
  const needs = ['1', '2', '3'].map((name) => need(`https://images.test/n${name}.jpg`))
  const ends = await waitFor(needs, await importImages(site.ctx, needs))
  expect(ends.map((end) => readImageRef(end.kind === 'ready' ? end.id : '')?.fileName.slice(0, 2))).toEqual([
    'n1',
    'n2',
    'n3',
  ])
})

test('a slow-down on an import leaves it in doubt and blocks; on a look at it, it waits', async () => {
  fault({ route: 'POST /site-media/v1/bulk/*', kind: 'throttle-after', times: 1 })
  expect(await importImages(site.ctx, [need(url)])).toMatchObject([
    { kind: 'in_doubt', blockMs: expect.any(Number) },
  ])
  fault({ route: 'POST /site-media/v1/files/get-files', kind: 'throttle-before' })
  expect(await pendingImages(site.ctx, [{ need: need(url), id: 'x' }])).toMatchObject([{ kind: 'wait' }])
})

test('a file that does not show in a read is still pending', async () => {
  expect(await pendingImages(site.ctx, [{ need: need(url), id: 'not-yet~mv2.jpg' }])).toEqual([
    { kind: 'pending', id: 'not-yet~mv2.jpg' },
  ])
})

test('without the permission pictures are refused by name, and nothing stops', async () => {
  const poor = await startBlogSite({ permissions: ['Manage Blog'] })
  const outcomes = await importImages(poor.ctx, [need(url)])
  const known = need('wix:image://v1/a~mv2.jpg/x.jpg#originWidth=7&originHeight=8')
  const found = await lookUpImages(poor.ctx, [need(url), known])
  const asked = await pendingImages(poor.ctx, [{ need: need(url), id: 'x' }])
  await poor.close()
  expect(outcomes).toMatchObject([{ kind: 'rejected', problem: { code: 'media_forbidden' } }])
  expect(asked).toMatchObject([{ kind: 'rejected', problem: { code: 'media_forbidden' } }])
  expect([...found.keys()]).toEqual([assetKey(known)])
})

test.each([
  ['data:image/png;base64,AAAA', /embedded in the text/],
  ['/images/a.jpg', /not the full web address/],
  ['ftp://a.test/x.jpg', /not the full web address/],
  ['wix:video://v1/x', /does not name an image/],
  ['https://me:pw@a.test/x.jpg', /name or password/],
])('%s can never be had', (address, words) => {
  expect(addressProblem(address)).toMatch(words)
})

test('web addresses and files of the site may be tried', () => {
  for (const address of [url, 'http://a.test/x', 'wix:image://v1/a~mv2.jpg/x.jpg'])
    expect(addressProblem(address)).toBeNull()
})
