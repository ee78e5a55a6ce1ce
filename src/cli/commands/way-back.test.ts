// Taking pages down and bringing them back, undoing, and pictures that nothing uses any more, from the command line.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { startPictures } from '../../../test/helpers/pictures.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { type CliRun, createTestCli, type TestCli } from '../test-cli.ts'

let wix: Simulator
let pictures: Awaited<ReturnType<typeof startPictures>>
let app: TestApp
let cli: TestCli
let siteId = ''

const live = () => wix.control.items(siteId, 'posts').length
const items = () => wix.control.items(siteId, 'dataItems', 'Places').length

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  pictures = await startPictures()
  const { site, members } = wix.control.createSite({
    name: 'Acme',
    installedApps: ['blog', 'members', 'cms'],
  })
  siteId = site.id
  const texts = ['title', 'slug'].map((key) => ({ key, displayName: key, type: 'TEXT' }))
  wix.control.createCollection({ siteId, id: 'Places', fields: texts, pageLinks: ['/places/{slug}'] })
  const config = { wixApiUrl: wix.url, fetchAllowedHosts: [pictures.host], doubtSeconds: 2 }
  app = await startTestApp({ listen: true, config })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const { key } = wix.control.createKey({ sites: [siteId] })
  const connection = await app.call('POST', '/api/connections', {
    body: { name: 'Acme', apiKey: key, siteId },
  })
  await must(['data', 'import', rows(6), '--key', 'code', '--name', 'Places', '--yes'])
  const { json } = await must(['data', 'list', '--json'])
  const project = async (name: string, destination: string, fields: object, options: object) => {
    const template = await app.call('POST', '/api/templates', { body: { name, destination, fields } })
    const body = { name, destination, options, datasetId: json.items[0].id }
    const ids = { connectionId: connection.body.id, templateId: template.body.id }
    expect((await app.call('POST', '/api/projects', { body: { ...body, ...ids } })).status).toBe(201)
  }
  const [title, slug] = ['{{ row.name }}', '{{ row.code | slugify }}']
  const post = { title, slug, body: '<p>{{ row.name }} in {{ row.country }}</p>', cover: '{{ row.picture }}' }
  await project('Guide', 'wix/blog', post, { authorId: members[0]!.id, mode: 'publish' })
  await project('Atlas', 'wix/cms', { title, slug }, { collectionId: 'Places' })
  await must(['publish', 'Guide', '--yes'])
  await must(['publish', 'Atlas', '--yes'])
  expect([live(), items()]).toEqual([6, 6])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
  await pictures?.close()
  await wix?.close()
})

/** @param pictured so many of the first have a picture */
function rows(count: number, pictured = count): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const picture = i < pictured ? `http://${pictures.host}/${i + 1}.png` : ''
    return `P-${i + 1},Place ${i + 1},${i < 2 ? 'France' : 'Andorra'},${picture}`
  })
  return cli.file(`places-${count}-${pictured}.csv`, `code,name,country,picture\n${lines.join('\n')}\n`)
}

async function must(args: string[]): Promise<CliRun> {
  const done = await cli.run(args)
  expect(done, done.stderr).toMatchObject({ code: 0 })
  return done
}

test('nothing named is nothing meant', async () => {
  const nothing = await cli.run(['take-down', 'Guide', '--yes'])
  expect(nothing.code).toBe(2)
  expect(nothing.stderr).toContain('--all for every page')
  const both = await cli.run(['take-down', 'Guide', '--rows', 'P-1', '--state', 'published', '--yes'])
  expect(both.code).toBe(2)
  const none = await cli.run(['take-down', 'Guide', '--where', 'country=Spain', '--yes'])
  expect(none.stderr).toContain('No page in Wix is meant by this')
  const nowhere = await cli.run(['take-down', 'Guide', '--all', '--to', 'deleted', '--yes'])
  expect(nowhere.stderr).toContain('Choose one of: draft, trash')
  expect((await cli.run(['take-down', 'Guide', '--all', '--older-than', 'long ago'])).code).toBe(2)
  expect(live()).toBe(6)
})

test('a take-down shows which pages it is for and asks; what it took down stays down until it is brought back', async () => {
  const asked = await cli.run(['take-down', 'Guide', '--where', 'country=France'])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('2 pages.')
  expect(asked.stderr).toMatch(/Place 1 \(http.*\/p-1\)/)
  expect(asked.stderr).toContain('Take them off Acme')
  expect(live()).toBe(6)
  const to = ['--to', 'trash', '--redirect', '/blog', '--yes']
  const done = await must(['take-down', 'Guide', '--where', 'country=France', ...to])
  expect(done.stdout).toContain('2 accepted')
  expect(done.stdout).toContain('2 old addresses lead on in one hop')
  expect(live()).toBe(4)
  expect((await must(['plans', 'create', 'Guide'])).stdout).toContain('stay down 2')
  const listed = await must(['pages', 'list', 'Guide', '--json'])
  expect(listed.json.items.filter((one: { down: unknown }) => one.down !== null)).toHaveLength(2)

  const back = await must(['bring-back', 'Guide', '--rows', 'P-1,P-2', '--yes'])
  expect(back.stdout).toContain('2 accepted')
  expect(live()).toBe(6)
  expect((await must(['plans', 'create', 'Guide'])).stdout).toContain('Unchanged 6')
})

test('what is deleted for good takes the number of pages', async () => {
  const down = ['take-down', 'Atlas', '--rows', 'P-1,P-2,P-3', '--to', 'deleted', '--yes']
  const silent = await cli.run(down)
  expect(silent.code).toBe(2)
  expect(silent.stderr).toContain('Add --confirm 3')
  expect((await cli.run([...down, '--confirm', '2'])).stderr).toContain('it is 3')
  expect(items()).toBe(6)
  await must([...down, '--confirm', '3'])
  expect(items()).toBe(3)
  expect((await must(['bring-back', 'Atlas', '--all', '--yes', '--json'])).json.receipt).toMatchObject({
    accepted: 3,
    verifiedEqual: 3,
  })
  expect(items()).toBe(6)
})

test('a run is undone, after it was said what that comes to', async () => {
  await must(['data', 'import', rows(8), '--dataset', 'Places', '--yes'])
  const { json } = await must(['publish', 'Guide', '--yes', '--json'])
  expect(live()).toBe(8)
  const offer = await must(['undo', json.id, '--dry-run'])
  expect(offer.stdout).toContain('2 pages go off the site: draft. Otherwise: --created trash')
  expect((await cli.run(['undo', json.id])).code).toBe(2)
  expect(live()).toBe(8)
  const undone = await must(['undo', json.id, '--created', 'trash', '--yes'])
  expect(undone.stdout).toContain('2 accepted')
  expect(live()).toBe(6)
})

test('pictures that no page uses any more go to the trash when asked, and come back', async () => {
  const trashed = () => wix.control.items(siteId, 'files').filter((file) => file['isDeleted'] === true).length
  expect((await must(['connections', 'images', 'Acme'])).stdout).toContain('is used by a page')
  await must(['data', 'import', rows(8, 4), '--dataset', 'Places', '--yes'])
  await must(['publish', 'Guide', '--yes'])
  const { json } = await must(['connections', 'images', 'Acme', '--json'])
  const { fileId } = json.items[0]
  expect(json.items).toHaveLength(2)
  expect((await must(['connections', 'images', 'Acme'])).stdout).toContain(fileId)
  const asked = await cli.run(['connections', 'images', 'Acme', '--trash'])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('Move 2 pictures to the trash?')
  const moved = await must(['connections', 'images', 'Acme', '--trash', '--file', fileId, '--yes'])
  expect(moved.stdout).toContain('1 picture in the trash')
  const [, removal = ''] = /--restore (\w+)/.exec(moved.stdout) ?? []
  expect(trashed()).toBe(1)
  const back = await must(['connections', 'images', 'Acme', '--restore', removal])
  expect(back.stdout).toContain('1 brought back')
  expect(trashed()).toBe(0)
  expect((await cli.run(['connections', 'images', 'Acme', '--restore', 'nothing'])).code).toBe(1)
})
