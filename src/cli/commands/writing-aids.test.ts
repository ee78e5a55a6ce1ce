// What helps whoever writes a template, on the command line: versions, coverage, rows worth a look, starters.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

const draftOf = (body: string) =>
  JSON.stringify({
    name: 'Guide',
    destination: 'wix/blog',
    fields: { title: '{{ row.name }}', slug: '{{ row.code | slugify }}', body },
  })

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const lines = [
    'A1,Canillo,Andorra,a short text',
    'A2,Encamp,,a much longer text than any of the others has',
    'A3,Ordino,Andorra,',
  ]
  const rows = cli.file('rows.csv', `code,name,country,text\n${lines.join('\n')}\n`)
  await cli.run(['data', 'import', rows, '--yes', '--key', 'code', '--name', 'Rows'])
  const first = cli.file('guide.json', draftOf('<p>{{ row.name }}</p>\n<p>{{ row.text }}</p>'))
  await cli.run(['templates', 'create', first])
  const second = draftOf(
    '<p>{{ row.name }}</p>\n{% if row.country != blank %}<p>{{ row.country }}</p>{% endif %}',
  )
  await cli.run(['templates', 'update', 'Guide', cli.file('second.json', second)])
  await cli.run(['connections', 'practice'])
  const project = ['projects', 'create', 'Guide', '--data', 'Rows', '--template', 'Guide']
  const made = await cli.run([...project, '--connection', 'Practice site'])
  expect(made.code, made.stderr).toBe(0)
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

test('versions are listed and compared line by line, and an earlier one comes back as a new one', async () => {
  const list = await cli.run(['templates', 'versions', 'Guide'])
  expect(list.stdout).toMatch(/^2 .*Olga Owner +body$/m)
  const found = await cli.run(['templates', 'diff', 'Guide', '1'])
  expect(found.stdout).toBe(
    [
      'body',
      '  <p>{{ row.name }}</p>',
      '- <p>{{ row.text }}</p>',
      '+ {% if row.country != blank %}<p>{{ row.country }}</p>{% endif %}',
      '',
    ].join('\n'),
  )
  const restored = await cli.run(['templates', 'restore', 'Guide', '1', '--json'])
  expect(restored.json).toMatchObject({ version: 3, fields: { body: expect.stringContaining('row.text') } })
  expect((await cli.run(['templates', 'restore', 'Guide', '2', '--json'])).json.version).toBe(4)
  expect((await cli.run(['templates', 'versions', 'Guide'])).stdout).toContain('version 2 restored')
  expect(await cli.run(['templates', 'restore', 'Guide', 'last'])).toMatchObject({ code: 2 })
})

test('coverage counts the rows of each branch of the project that uses the template', async () => {
  const counted = await cli.run(['templates', 'coverage', 'Guide'])
  expect(counted, counted.stderr).toMatchObject({ code: 0 })
  expect(counted.stdout).toMatch(/^Version 4, 3 rows/)
  expect(counted.stdout).toMatch(/^body +2:1 +If .* 2 +67 %$/m)
  expect(counted.stdout).toMatch(/^body +2:\d+ +None of these .* 1 +33 %$/m)
  const last = await cli.run(['templates', 'coverage', 'Guide', '--last', '--json'])
  expect(last.json).toMatchObject({ state: 'done', isCurrent: true, counted: 3 })
})

test('a preview shows the longest row, the emptiest, or the next one', async () => {
  const draft = cli.file('draft.json', draftOf('<p>{{ row.name }}</p>'))
  const shown = async (...more: string[]) =>
    (await cli.run(['pages', 'preview', 'Guide', ...more, '--template', draft, '--json'])).json.rowKey
  expect(await shown('--pick', 'longest')).toBe('A2')
  expect(await shown('A1', '--pick', 'next')).toBe('A2')
  expect(['A2', 'A3']).toContain(await shown('--pick', 'emptiest'))
  const none = await cli.run(['pages', 'preview', 'Guide', 'A3', '--pick', 'next', '--template', draft])
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('This is the last row.') })
})

test('a starter finds its columns, says which, and takes others', async () => {
  const scaffold = ['templates', 'scaffold', 'wix/blog', '--data', 'Rows', '--starter']
  const place = await cli.run([...scaffold, 'location'])
  expect(JSON.parse(place.stdout).fields.title).toBe(
    '{{ row.name }}{% if row.country != blank %}, {{ row.country }}{% endif %}',
  )
  expect(place.stderr).toContain('Country: country')
  const other = await cli.run([...scaffold, 'glossary', '--column', 'definition=text', '--json'])
  expect(other.json.fields.body).toContain('<strong>{{ row.name }}</strong>: {{ row.text }}')
  const refused = await cli.run([...scaffold, 'recipe'])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('Ingredients') })
})
