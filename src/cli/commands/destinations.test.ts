// A collection from the command line alone: its fields, a suggested template, a project, and taking over.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type CliRun, createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli
const practice = ['--connection', 'practice site']
const parts = ['--data', 'places', ...practice, '--collection', 'places']

beforeAll(async () => {
  app = await startTestApp({ listen: true, config: { doubtSeconds: 2 } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const rows = Array.from({ length: 3 }, (_, i) => `P-${i + 1},Place ${i + 1},Andorra,${100 + i}`)
  const file = cli.file('places.csv', `code,name,country,population\n${rows.join('\n')}\n`)
  await must(['data', 'import', file, '--key', 'code', '--name', 'Places', '--yes'])
  await must(['connections', 'practice'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

async function must(args: string[]): Promise<CliRun> {
  const done = await cli.run(args)
  expect(done, done.stderr).toMatchObject({ code: 0 })
  return done
}

test('a destination says which options it has, when they are asked, and how to see its fields', async () => {
  const shown = (await must(['destinations', 'show', 'wix/cms'])).stdout
  expect(shown).toContain('seomatic destinations fields wix/cms --connection')
  expect(shown).toMatch(/^adoptField +with adopt field/m)
  expect(shown).toContain('choices <connection> collections --destination wix/cms')
})

test('the fields of a collection are listed with type and need, and what cannot be filled with the reason', async () => {
  const fields = (await must(['destinations', 'fields', 'wix/cms', ...practice, '--collection', 'places']))
    .stdout
  expect(fields).toMatch(/^title +Title +TEXT +yes/m)
  expect(fields).toMatch(/^population +Population +NUMBER/m)
  expect(fields).toMatch(/PAGE_LINK.*Cannot be filled\./)
  expect(fields).toMatch(/^note: /m)
})

test('without a site nobody can say which fields a collection has', async () => {
  const refused = await cli.run(['destinations', 'fields', 'wix/cms'])
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain('add --connection')
  expect((await must(['destinations', 'fields', 'wix/blog'])).stdout).toMatch(/^body +yes/m)
})

test('a template is suggested from the columns, and says which fields have none', async () => {
  const folder = join(cli.folder, 'place')
  const scaffold = ['templates', 'scaffold', 'wix/cms', '--data', 'places', ...practice]
  const made = await must([...scaffold, '--collection', 'places', '--save', folder, '--name', 'Place'])
  expect(made.stdout).toContain('Wrote 4 fields')
  expect(made.stderr).toContain('Without a column: ')
  expect(made.stderr).toContain('notes')
  expect(readFileSync(join(folder, 'slug.liquid'), 'utf8')).toBe('{{ row.name | slugify }}\n')
  expect(readFileSync(join(folder, 'country.liquid'), 'utf8')).toBe('{{ row.country }}\n')
  await must(['templates', 'create', folder])

  const blog = await must(['templates', 'scaffold', 'wix/blog', '--data', 'places', '--json'])
  expect(blog.json).toMatchObject({ destination: 'wix/blog', fields: { title: '{{ row.name }}' } })
})

test('a project for a collection is made by the names of things, and an option it lacks is refused', async () => {
  await must(['projects', 'create', 'Guide', '--template', 'place', ...parts])
  const { json } = await must(['projects', 'show', 'guide', '--json'])
  expect(json).toMatchObject({ destination: 'wix/cms', options: { collectionId: 'Places', adopt: 'no' } })
  const wrong = await cli.run(['projects', 'update', 'Guide', '--match-by', 'sku'])
  expect(wrong).toMatchObject({ code: 2 })
  expect(wrong.stderr).toContain('has no option "matchBy"')
})

test('the fields of a project are shown, and read again', async () => {
  expect((await must(['projects', 'fields', 'Guide'])).stdout).toMatch(/^title +Title +TEXT +yes/m)
  expect((await must(['projects', 'refresh', 'Guide'])).stdout).toMatch(/^Read \d{4}-/m)
})

test('a template is checked against the fields of a project', async () => {
  const file = cli.file('x.json', '{"name":"x","destination":"wix/cms","fields":{"titel":"{{ row.name }}"}}')
  const checked = await cli.run(['templates', 'check', file, '--project', 'Guide'])
  expect(checked).toMatchObject({ code: 1 })
  expect(checked.stdout).toContain('no field "titel"')
})

test('what is in the collection already is taken over, which the plan says before', async () => {
  await must(['publish', 'Guide', '--yes'])
  const fields = { title: 'The {{ row.name }}', slug: '{{ row.name | slugify }}' }
  const bare = cli.file('bare.json', JSON.stringify({ destination: 'wix/cms', fields }))
  await must(['templates', 'create', bare])
  const adopting = ['--adopt', 'field', '--adopt-field', 'slug']
  const twice = await must(['projects', 'create', 'Bare', '--template', 'bare', ...parts, ...adopting])
  expect(twice.stdout).toContain('adoptField: slug')
  const plan = await must(['plans', 'create', 'Bare'])
  expect(plan.stdout).toMatch(/^Take over 3\.\n/)
  expect(plan.stdout).toContain('3 pages already exist on the site.')
  const item = (await must(['plans', 'items', 'Bare', '--row', 'P-1'])).stdout
  expect(item).toContain('take over: it already exists on the site')
  expect(item).toMatch(/title\n +in Wix +Place 1\n +row +The Place 1/)
  const run = await must(['publish', 'Bare', '--yes', '--json'])
  expect(run.json).toMatchObject({ state: 'done', counts: { accepted: 3 } })
})
