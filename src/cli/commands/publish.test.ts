// The whole way with the command line alone: a file, a template, the practice site, a plan, a run, a receipt.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type CliRun, createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

beforeAll(async () => {
  app = await startTestApp({ listen: true, config: { doubtSeconds: 2 } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const template = {
    name: 'Place',
    destination: 'wix/blog',
    fields: {
      title: '{{ row.name }}',
      slug: '{{ row.code | slugify }}',
      body: '<h2>{{ row.name }}</h2><p>A place in {{ row.country }}.</p>',
      categories: '{{ row.country }}',
    },
  }
  await must(['templates', 'create', cli.file('place.json', JSON.stringify(template))])
  await must(['data', 'import', rows('first.csv', 45), '--key', 'code', '--name', 'Places', '--yes'])
  await must(['connections', 'practice'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

function rows(
  name: string,
  count: number,
  change: (i: number) => string = (i) => `Place ${i}`,
  code = 'P',
): string {
  const lines = Array.from({ length: count }, (_, i) => `${code}-${i + 1},${change(i + 1)},Andorra`)
  return cli.file(name, `code,name,country\n${lines.join('\n')}\n`)
}

async function must(args: string[]): Promise<CliRun> {
  const done = await cli.run(args)
  expect(done, done.stderr).toMatchObject({ code: 0 })
  return done
}

const create = (author: string) => [
  'projects',
  'create',
  'Guide',
  '--data',
  'places',
  '--template',
  'place',
  '--connection',
  'practice site',
  '--author',
  author,
]

test('an author nobody knows is answered with those the site has', async () => {
  const refused = await cli.run(create('Nobody'))
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('"Mary Writer"')
})

test('a project names its parts and its author by name', async () => {
  const made = await must([...create('mary writer'), '--mode', 'publish'])
  expect(made.stdout).toMatch(/^Data {2,}Places, 45 rows$/m)
  const { json } = await must(['projects', 'show', 'guide', '--json'])
  expect(json.options).toMatchObject({ mode: 'publish', authorId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  const wrong = await cli.run(['projects', 'update', 'Guide', '--mode', 'sometimes'])
  expect(wrong.code).toBe(2)
  expect(wrong.stderr).toContain('publish, draft')
})

test('the converters are compared before one is chosen, and chosen by name', async () => {
  const compared = await must(['projects', 'compare-converters', 'Guide'])
  expect(compared.stdout).toMatch(/^All +\d+ +\d+ \(100 %\)/m)
  expect(compared.stdout).toContain("Wix's converter needs one call a page: about 1 minute for 45 pages")
  await must(['projects', 'update', 'Guide', '--converter', 'wix'])
  expect((await must(['pages', 'show', 'Guide', 'P-2'])).stdout).toMatch(/^Converted by +Wix's converter$/m)
  await must(['projects', 'update', 'Guide', '--converter', 'seomatic'])
  expect((await must(['pages', 'show', 'Guide', 'P-2'])).stdout).toMatch(/^Converted by +SEOmatic$/m)
})

test('pages are listed, shown as they would be sent, previewed and checked', async () => {
  expect((await must(['pages', 'list', 'Guide', '--limit', '1'])).stdout).toMatch(
    /^P-1 +Not published +Place 1 +p-1$/m,
  )
  const payload = await must(['pages', 'show', 'Guide', 'P-2', '--only', 'payload'])
  expect(JSON.parse(payload.stdout)).toBeTypeOf('object')
  expect(payload.stdout).toBe((await must(['pages', 'show', 'Guide', 'P-2', '--json'])).json.payload)

  const draft = cli.file(
    'draft.json',
    '{"fields":{"title":"New {{ row.name }}","slug":"s","body":"<p>b</p>"}}',
  )
  const preview = await must(['pages', 'preview', 'Guide', 'P-3', '--template', draft, '--json'])
  expect(preview.json.fields.title).toBe('New Place 3')
  expect((await must(['pages', 'check', 'Guide'])).stdout).toContain('45 pages checked, 0 with errors')
})

test('a plan says what would happen, and sends nothing', async () => {
  const plan = await must(['plans', 'create', 'Guide'])
  expect(plan.stdout).toMatch(/^Create 45\.\n/)
  expect(plan.stdout).toContain('Created first: 1 category (Andorra)')
  const items = await must(['plans', 'items', 'Guide', '--action', 'create', '--all', '--json'])
  expect(items.json.items).toHaveLength(45)
  const sorted = await must([
    'plans',
    'items',
    'Guide',
    '--sort',
    'title',
    '--desc',
    '--limit',
    '2',
    '--json',
  ])
  expect(sorted.json.items).toMatchObject([{ title: 'Place 45' }, { title: 'Place 44' }])
  expect((await must(['runs', 'list', '--json'])).json.items).toEqual([])
})

/** One control call of the practice site. */
async function wix(path: string, body?: object, method = body ? 'POST' : 'GET') {
  const { url } = JSON.parse(readFileSync(`${app.config.dataDir}/practice/address.json`, 'utf8'))
  const init = { method, ...(body && { body: JSON.stringify(body) }) }
  return (await fetch(`${url}/__simulator/${path}`, init)).json()
}

test('publish asks first, and without anybody to ask sends nothing', async () => {
  const asked = await cli.run(['publish', 'Guide'])
  expect(asked).toMatchObject({ code: 2, stdout: '' })
  expect(asked.stderr).toContain('Create 45. Publish to the practice site?')
  expect((await must(['runs', 'list', '--json'])).json.items).toEqual([])
})

test('Ctrl-C stops the watching, not the run, and the next watcher sees it to its receipt', async () => {
  // Longer than a busy machine needs to send and take the signal.
  const { fault } = (await wix('faults', { route: '* /blog/*', kind: 'slow-headers', delayMs: 5_000 })) as {
    fault: { id: string }
  }
  const left = await cli.run(['publish', 'Guide', '--yes'], {
    onStderr: (text) => (/^(queued|preparing|publishing)/m.test(text) ? 'SIGINT' : undefined),
  })
  await wix(`faults?id=${fault.id}`, undefined, 'DELETE')
  expect(left).toMatchObject({ code: 1, stdout: '' })
  const id = /seomatic runs watch (run_\w+)/.exec(left.stderr)?.[1] ?? ''
  expect(left.stderr).toContain('the run continues')

  const watched = await must(['runs', 'watch', id])
  expect(watched.stdout).toContain('45 sent, 45 accepted')
  expect(watched.stdout).toContain('45 as sent, 0 different, 0 not found')
  expect(watched.stderr).toMatch(/^done: 45 of 45 sent$/m)
})

test('the receipt is printed, and written to a file, a line for each page', async () => {
  const printed = await must(['runs', 'receipt'])
  expect(printed.stdout.trimEnd().split('\r\n')).toHaveLength(46)
  await must(['runs', 'receipt', 'latest', '--csv', 'receipt.csv'])
  expect(readFileSync(join(cli.folder, 'receipt.csv'), 'utf8')).toBe(printed.stdout)
  const items = await must(['runs', 'items', '--search', 'Place 7', '--json'])
  const [first] = items.json.items
  const sorted = await must(['runs', 'items', '--sort', 'title', '--all', '--json'])
  expect(sorted.json.items.map((one: { title: string }) => one.title).slice(8, 11)).toEqual([
    'Place 9',
    'Place 10',
    'Place 11',
  ])
  expect((await must(['runs', 'item', 'latest', first.rowKey, '--json'])).json).toEqual(first)
  expect(
    (await must(['runs', 'list', '--stage', 'stopped', '--sort', 'oldest', '--json'])).json.items,
  ).toEqual([])
  expect(items.json.items[0]).toMatchObject({ rowKey: 'P-7', state: 'accepted', verification: 'equal' })
  const { url } = items.json.items[0]
  expect((await must(['connections', 'page', 'Practice site', url])).stdout).toContain('<h1>Place 7</h1>')
  await must(['connections', 'page', 'Practice site', url, '--out', 'page.html'])
  expect(readFileSync(join(cli.folder, 'page.html'), 'utf8')).toContain('<h1>Place 7</h1>')
})

test('publishing again finds nothing to do', async () => {
  const again = await must(['publish', 'Guide', '--yes'])
  expect(again.stdout).toContain('Unchanged 45.')
  expect(again.stdout).toContain('There is nothing to publish: every page in Wix')
  expect((await must(['runs', 'list', '--json'])).json.items).toHaveLength(1)
})

test('three changed rows are three updates, and rows that are gone stay until removal is asked for', async () => {
  const next = rows('next.csv', 43, (i) => (i <= 3 ? `Village ${i}` : `Place ${i}`))
  await must(['data', 'import', next, '--dataset', 'Places', '--yes'])
  const run = await must(['publish', 'Guide', '--yes', '--json'])
  expect(run.json).toMatchObject({ state: 'done', total: 3, counts: { accepted: 3 } })
  expect(run.stderr).toBe('')

  const plan = await must(['plans', 'create', 'Guide', '--json'])
  expect(plan.json.counts).toMatchObject({ remove: 2, unchanged: 43, update: 0 })
  await must(['plans', 'removals', plan.json.id, 'on'])
  const removed = await must(['plans', 'apply', plan.json.id, '--yes', '--json'])
  expect(removed.json).toMatchObject({ state: 'done', total: 2 })
})

test('a category that was renamed in Wix is told, and its new name is taken over', async () => {
  const { sites } = (await wix('sites')) as { sites: { id: string }[] }
  const siteId = sites[0]!.id
  const { items } = (await wix(`items?site=${siteId}&kind=categories`)) as {
    items: { id: string; label: string }[]
  }
  const { id } = items.find(({ label }) => label === 'Andorra')!
  await wix('items/edit', { siteId, kind: 'category', id, fields: { label: 'Principality' } })

  const told = await must(['plans', 'create', 'Guide'])
  expect(told.stdout).toContain(
    'The category "Andorra" is called "Principality" in Wix now; 43 pages have it.',
  )
  expect(told.stdout).toContain('take_over or drop --name "Andorra"')
  const chosen = await must(['plans', 'names', 'Guide', 'take_over', '--name', 'andorra', '--json'])
  expect(chosen.json).toMatchObject({ state: 'ready', counts: { unchanged: 43, update: 0 }, creates: [] })
  expect((await cli.run(['plans', 'names', 'Guide', 'drop', '--name', 'Spain'])).code).toBe(1)
})

test('rows under other keys are listed with the pages they may have had, and keep them once that is said', async () => {
  const named = (i: number) => (i <= 3 ? `Village ${i}` : `Place ${i}`)
  await must(['data', 'import', rows('keys.csv', 43, named, 'Q'), '--dataset', 'Places', '--yes'])
  const asked = await must(['plans', 'create', 'Guide'])
  expect(asked.stdout).toContain('43 rows seem to have had another key before, by address or title')
  const listed = await must(['plans', 'keys', 'Guide', '--limit', '1'])
  expect(listed.stdout).toMatch(/^Q-1 +Village 1 +P-1 +Village 1 .*same title +not decided$/m)
  expect(listed.stdout).toContain('1 of 43 shown')
  expect((await cli.run(['plans', 'keys', 'Guide', '--row', 'Q-1'])).code).toBe(2)
  expect((await cli.run(['plans', 'keys', 'Guide', 'same', '--row', 'P-1'])).stderr).toContain('"P-1"')

  const one = await must(['plans', 'keys', 'Guide', 'other', '--row', 'Q-1', '--json'])
  expect(one.json).toMatchObject({ counts: { create: 1, remove: 1 }, changedKeys: { open: 42, other: 1 } })
  await must(['plans', 'keys', 'Guide', 'same', '--row', 'Q-1'])
  const all = await must(['plans', 'keys', 'Guide', 'same', '--json'])
  expect(all.json).toMatchObject({ counts: { create: 0, remove: 0, held: 0, move: 43 } })

  await must(['data', 'import', rows('back.csv', 43, named), '--dataset', 'Places', '--yes'])
  await must(['plans', 'create', 'Guide'])
  const back = await must(['plans', 'keys', 'Guide', 'same', '--json'])
  expect(back.json.counts).toMatchObject({ unchanged: 43, create: 0, move: 0 })
})

test('a run is paused, shown as paused, resumed and cancelled', async () => {
  // As after an answer that asks us to wait, so that the run cannot be quicker than the test.
  const holdBack = () =>
    app.program.database.query(
      `update connection_pacing set blocked_until = now() + interval '15 seconds', blocked_reason = 'Wix asks us to wait.'`,
    )
  await must(['data', 'import', rows('many.csv', 63), '--dataset', 'Places', '--yes'])
  const plan = await must(['plans', 'create', 'Guide', '--json'])
  await holdBack()
  const started = await must(['plans', 'apply', plan.json.id, '--yes', '--no-watch', '--json'])
  await must(['runs', 'pause', started.json.id])
  const watched = await cli.run(['runs', 'watch', started.json.id])
  expect(watched.code).toBe(1)
  expect(watched.stdout).toContain(`seomatic runs resume ${started.json.id}`)

  await holdBack()
  await must(['runs', 'resume', started.json.id])
  await must(['runs', 'cancel', started.json.id])
  const ended = await cli.run(['runs', 'watch', 'latest', '--json'])
  expect(ended).toMatchObject({ code: 1, stderr: '' })
  expect(ended.json).toMatchObject({ id: started.json.id, state: 'cancelled', counts: { accepted: 0 } })
  expect((await must(['runs', 'diary', 'latest'])).stdout).toMatch(/paused/)
})

test('a few go first, and the rest of the same plan goes on or is stopped', async () => {
  const refused = await cli.run(['publish', 'Guide', '--go-on', '--yes'])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('No plan of "Guide" waits with a rest')
  const asked = await cli.run(['publish', 'Guide', '--rows', 'P-50,P-51', '--first', '1'])
  expect(asked.stderr).toContain('The first of 2 chosen pages: create 1. Publish to the practice site?')
  const column = await cli.run(['publish', 'Guide', '--where', 'land=Andorra', '--yes'])
  expect(column.stderr).toContain('It has: code, name, country')

  const counted = await must([
    'plans',
    'count',
    'Guide',
    '--where',
    'name=Place 57',
    '--where',
    'name=Place 58',
  ])
  expect(counted.stdout).toContain('Pages where name is Place 57 or Place 58: create 2.')
  const canary = await must(['publish', 'Guide', '--first', '2', '--yes'])
  expect(canary.stdout).toContain('2 sent, 2 accepted')
  expect(canary.stdout).toContain('21 pages of its plan wait. Go on: seomatic publish "Guide" --go-on.')
  const part = await must(['publish', 'Guide', '--go-on', '--where', 'name=Place 57', '--yes', '--json'])
  expect(part.json).toMatchObject({ total: 1, isCanary: false, counts: { accepted: 1 } })
  expect((await must(['plans', 'show', 'Guide'])).stdout).toContain('3 pages of it went before')
  const stopped = await must(['plans', 'discard', 'Guide', '--json'])
  expect(stopped.json).toMatchObject({ state: 'discarded', taken: 3 })
  expect((await cli.run(['publish', 'Guide', '--go-on', '--yes'])).code).toBe(1)
})

test('a project with published pages is deleted only when told so', async () => {
  const asked = await cli.run(['projects', 'remove', 'Guide'])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('would stay there')
  await must(['projects', 'remove', 'Guide', '--yes'])
})
