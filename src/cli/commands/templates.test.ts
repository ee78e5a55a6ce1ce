import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli
let folder = ''

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  folder = join(cli.folder, 'place')
  mkdirSync(folder)
  write('title', '{{ row.name }}\n')
  write('slug', '{{ row.code | slugify }}\n')
  write('body', '<p>\nAbout {{ row.nam }}.</p>\n')
  const rows = cli.file('rows.csv', 'code,name\nA1,Canillo\n')
  await cli.run(['data', 'import', rows, '--yes', '--key', 'code', '--name', 'Rows'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

const write = (field: string, text: string) => writeFileSync(join(folder, `${field}.liquid`), text)

test('a check of a folder names field, line, column and the nearest column, and exits 1', async () => {
  const found = await cli.run(['templates', 'check', folder, '--data', 'rows'])
  expect(found).toMatchObject({ code: 1, stderr: '' })
  expect(found.stdout).toMatch(/^error +body 2:\d+ +.*"nam".*name/m)
  write('body', '<p>\nAbout {{ row.name }}.</p>\n')
  expect(await cli.run(['templates', 'check', folder, '--data', 'rows'])).toMatchObject({
    code: 0,
    stdout: 'No problem.\n',
  })
})

test('a folder becomes a template named after it, without the line ends of its files', async () => {
  const made = await cli.run(['templates', 'create', folder, '--json'])
  expect(made.json).toMatchObject({
    name: 'place',
    destination: 'wix/blog',
    version: 1,
    fields: { title: '{{ row.name }}', body: '<p>\nAbout {{ row.name }}.</p>' },
  })
})

test('a saved template is edited and updated again and again from its folder', async () => {
  const saved = join(cli.folder, 'saved')
  expect((await cli.run(['templates', 'show', 'place', '--save', saved])).code).toBe(0)
  for (const version of [2, 3]) {
    writeFileSync(join(saved, 'title.liquid'), `{{ row.name }} ${version}\n`)
    const updated = await cli.run(['templates', 'update', 'place', saved, '--json'])
    expect(updated.json).toMatchObject({ version, fields: { title: `{{ row.name }} ${version}` } })
    expect(JSON.parse(readFileSync(join(saved, 'template.json'), 'utf8')).version).toBe(version)
  }
})

test('an update from an older text is refused, unless forced', async () => {
  const old = cli.file(
    'old.json',
    JSON.stringify({ name: 'place', destination: 'wix/blog', version: 1, fields: { title: 'x' } }),
  )
  const refused = await cli.run(['templates', 'update', 'place', old])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('(stale')
  const forced = await cli.run(['templates', 'update', 'place', old, '--force', '--json'])
  expect(forced.json.version).toBe(4)
})

test('files that are no template are refused with the reason', async () => {
  const broken = cli.file('broken.json', '{ "name": ')
  expect(await cli.run(['templates', 'create', broken])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not JSON'),
  })
  const strange = cli.file('strange.json', '{ "name": "x", "fields": { "title": 5 } }')
  expect(await cli.run(['templates', 'create', strange])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('fields.title'),
  })
  const empty = join(cli.folder, 'empty')
  mkdirSync(empty)
  expect(await cli.run(['templates', 'create', empty])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('title.liquid'),
  })
})

test('filters and fields are listed', async () => {
  expect((await cli.run(['templates', 'filters'])).stdout).toMatch(/^slugify /m)
  expect((await cli.run(['destinations', 'show'])).stdout).toMatch(/^title +yes +200/m)
  expect((await cli.run(['destinations', 'show', 'wix/moon'])).stderr).toContain('There is wix/blog')
})

test('a draft is kept, shown against its version, saved and discarded', async () => {
  const draft = join(cli.folder, 'draft')
  await cli.run(['templates', 'show', 'place', '--save', draft])
  writeFileSync(join(draft, 'title.liquid'), 'Draft of {{ row.name }}\n')
  expect((await cli.run(['templates', 'drafts', 'show', 'place'])).stderr).toContain('You have no draft')
  expect((await cli.run(['templates', 'drafts', 'keep', 'place', draft])).code).toBe(0)
  const shown = await cli.run(['templates', 'drafts', 'show', 'place'])
  expect(shown.stdout).toContain('Draft of {{ row.name }}')
  expect((await cli.run(['templates', 'drafts', 'list'])).stdout).toMatch(/^place /m)
  const saved = await cli.run(['templates', 'drafts', 'save', 'place', '--json'])
  expect(saved.json).toMatchObject({ fields: { title: 'Draft of {{ row.name }}' } })
  expect((await cli.run(['templates', 'drafts', 'list'])).stdout).toContain('You have no draft.')
  writeFileSync(join(draft, 'title.liquid'), 'Another\n')
  await cli.run(['templates', 'drafts', 'keep', 'place', draft])
  expect((await cli.run(['templates', 'drafts', 'discard', 'place'])).code).toBe(0)
  expect((await cli.run(['templates', 'drafts', 'list', '--json'])).json).toEqual({ items: [] })
})

test('a template is removed', async () => {
  expect((await cli.run(['templates', 'remove', 'place'])).code).toBe(0)
  expect((await cli.run(['templates', 'list'])).stdout).toContain('No template yet')
})
