import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestCli, type TestCli } from '../test-cli.ts'

let cli: TestCli
beforeAll(() => {
  cli = createTestCli()
})
afterAll(() => cli?.remove())

test('HTML becomes a document on stdout and its losses a table on stderr, without a server', async () => {
  const file = cli.file('page.html', '<h2>Hello</h2>\n<script>alert(1)</script><p>World</p>')
  const done = await cli.run(['convert', file])
  expect(done.code).toBe(0)
  expect(done.json.nodes.map((node: { type: string }) => node.type)).toEqual(['HEADING', 'PARAGRAPH'])
  expect(done.stderr).toMatch(/^2:1 +script +Scripts do not run in Wix posts\. +left out$/m)
})

test('Markdown is told by its name, and with --json losses are in the one document', async () => {
  const done = await cli.run(['convert', cli.file('page.md', '# Hello\n\n- a\n- b\n'), '--json'])
  expect(done).toMatchObject({ code: 0, stderr: '' })
  expect(done.json.document.nodes.map((node: { type: string }) => node.type)).toEqual([
    'HEADING',
    'BULLETED_LIST',
  ])
  expect(done.json.losses).toEqual([])
})

test('it reads stdin and writes a file', async () => {
  const done = await cli.run(['convert', '-', '--from', 'markdown', '--out', 'out.json'], {
    input: '**bold**',
    asProcess: true,
  })
  expect(done).toMatchObject({ code: 0, stdout: '', stderr: 'Everything was kept.\n' })
  expect(readFileSync(join(cli.folder, 'out.json'), 'utf8')).toContain('"BOLD"')
})

test('blank lines are told, and paragraphs where that is asked for', async () => {
  const file = cli.file('classic.html', 'One\n\nTwo')
  const plain = await cli.run(['convert', file])
  expect(plain.stderr).toContain('Blank lines between words are blanks to a browser.')
  const chosen = await cli.run(['convert', file, '--line-ends', 'paragraphs', '--json'])
  expect(chosen.json.document.nodes).toHaveLength(2)
  expect(chosen.json.losses).toEqual([])
})

test('the same input gives the same bytes, and another seed other ids', async () => {
  const file = cli.file('same.html', '<p>Same</p>')
  const [first, second, third] = await Promise.all([
    cli.run(['convert', file, '--seed', 'a']),
    cli.run(['convert', file, '--seed', 'a']),
    cli.run(['convert', file, '--seed', 'b']),
  ])
  expect(second.stdout).toBe(first.stdout)
  expect(third.stdout).not.toBe(first.stdout)
})

test('a file that is not there exits 1', async () => {
  expect(await cli.run(['convert', 'nowhere.html'])).toMatchObject({ code: 1, stdout: '' })
})
