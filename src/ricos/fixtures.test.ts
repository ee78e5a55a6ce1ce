// Every folder in fixtures/ is a case: input.html or input.md, options.json if any, and what comes of it.
// `UPDATE=1 npx vitest run --project unit src/ricos/fixtures.test.ts` writes the expectations anew; review the diff.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { htmlToRicos, type Loss, markdownToRicos, type Options, ricosToHtml, ricosToText } from './index.ts'
import { findViolations } from './rules.ts'
import { visibleWords } from './visible-words.ts'

const { validateRicosDocument } = createRequire(import.meta.url)('ricos-schema/next')
const folder = join(import.meta.dirname, 'fixtures')
// The only other way to ask for it would be a flag vitest does not pass on.
const isUpdate = globalThis.process.env['UPDATE'] === '1'

const cases = readdirSync(folder).sort()

/** What a reader of the expectation needs of a loss; the sentences are in losses.ts. */
const brief = ({ code, element, line, column }: Loss) => `${code} ${element} ${line}:${column}`

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

const split = (text: string) => text.split(/[ \t\n\r\f]+/).filter((word) => word !== '')

describe.each(cases)('%s', (name) => {
  const at = (file: string) => join(folder, name, file)
  const markdown = read(at('input.md'))
  const input = markdown ?? read(at('input.html')) ?? ''
  const options: Options = { seed: name, ...JSON.parse(read(at('options.json')) ?? '{}') }
  const convert = markdown === undefined ? htmlToRicos : markdownToRicos
  const { document, losses } = convert(input, options)

  it('becomes the expected document and reports the expected losses', () => {
    const found = losses.map(brief)
    if (isUpdate) {
      writeFileSync(at('expected.json'), `${JSON.stringify(document, null, 2)}\n`)
      rmSync(at('losses.json'), { force: true })
      if (found.length > 0) writeFileSync(at('losses.json'), `${JSON.stringify(found, null, 2)}\n`)
    }
    expect(document).toEqual(JSON.parse(read(at('expected.json')) ?? '{}'))
    expect(found).toEqual(JSON.parse(read(at('losses.json')) ?? '[]'))
  })

  it('is sound for Wix and comes back the same from its own HTML', () => {
    expect(findViolations(document)).toEqual([])
    if (options.schema !== 'api') expect(validateRicosDocument(document).errors ?? []).toEqual([])
    expect(
      htmlToRicos(ricosToHtml(document), { seed: name, schema: options.schema ?? 'published' }).document,
    ).toEqual(document)
  })

  if (markdown !== undefined) return

  // words.txt names the words where an element stands for other words than its own.
  it('keeps every word in order', () => {
    const expected = read(at('words.txt'))
    expect(split(ricosToText(document))).toEqual(
      expected === undefined ? visibleWords(parseFragment(input)) : split(expected),
    )
  })
})

it('covers at least 120 cases, a third of them messy', () => {
  expect(cases.length).toBeGreaterThanOrEqual(120)
  expect(cases.filter((name) => name.startsWith('messy-')).length * 3).toBeGreaterThanOrEqual(cases.length)
})
