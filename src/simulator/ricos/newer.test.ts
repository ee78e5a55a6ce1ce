import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import type { Obj } from '../types.ts'
import { newerDecorations, newerNodes, withoutNewer } from './newer.ts'
import { schemaErrors } from './schema.ts'

const require = createRequire(import.meta.url)
const types = readFileSync(
  require.resolve('@wix/auto_sdk_blog_draft-posts').replace(/index\.js$/, 'index.typings.d.ts'),
  'utf8',
)

/** Names of an enum in the types that Wix generates from its API. */
function namesOf(name: string): string[] {
  const body = new RegExp(`declare enum ${name} \\{([^}]*)\\}`).exec(types)?.[1] ?? ''
  return [...body.matchAll(/= "([A-Z_]+)"/g)].map((match) => match[1]!)
}

const document = (...nodes: Obj[]): Obj => ({ nodes, metadata: { version: 1 } })
const paragraph = (...decorations: Obj[]): Obj => ({
  type: 'PARAGRAPH',
  id: 'a',
  paragraphData: {},
  nodes: [{ type: 'TEXT', id: '', nodes: [], textData: { text: 'x', decorations } }],
})

/** What the published validator names as allowed in its refusal. */
function allowed(found: unknown): string[] {
  const [refusal] = schemaErrors(found)
  return /Allowed values: (.*)/.exec(refusal?.message ?? '')?.[1]?.split(', ') ?? []
}

it("tolerates exactly the decorations that Wix's own types have beyond the published schema", () => {
  const published = allowed(document(paragraph({ type: 'NOBODY' })))
  expect(published).toContain('FONT_SIZE')
  const newer = namesOf('DecorationType').filter((name) => !published.includes(name))
  expect([...newerDecorations].sort()).toEqual(newer.sort())
})

it("tolerates exactly the nodes that Wix's own types have beyond the published schema", () => {
  const onTop = allowed(document({ type: 'NOBODY', id: 'a', nodes: [] }))
  expect(onTop).toContain('TABLE')
  const inside =
    'TEXT LIST_ITEM COLLAPSIBLE_ITEM COLLAPSIBLE_ITEM_TITLE COLLAPSIBLE_ITEM_BODY TABLE_ROW TABLE_CELL'
  const published = [...onTop, ...inside.split(' ')]
  const newer = namesOf('NodeType').filter((name) => !published.includes(name))
  expect([...newerNodes].sort()).toEqual(newer.sort())
})

it('looks at the rest of a document as strictly as ever', () => {
  expect(schemaErrors(document(paragraph({ type: 'STRIKETHROUGH', strikethroughData: true })))).toEqual([])
  expect(schemaErrors(document(paragraph({ type: 'STRIKETHROUGH' }, { type: 'BOLDER' })))).toHaveLength(1)
  const image = {
    type: 'IMAGE',
    id: 'i',
    imageData: { image: { src: { url: 'https://a.test/a.png' }, width: 1, height: 1 } },
    nodes: [{ type: 'CAPTION', id: 'c', nodes: [], captionData: {} }],
  }
  expect(schemaErrors(document(image))).toEqual([])
  expect(schemaErrors(document({ ...image, imageData: { image: { width: 'wide' } } }))).not.toEqual([])
})

it('hands on a document without newer names as it is', () => {
  const plain = document(paragraph({ type: 'BOLD', fontWeightValue: 700 }))
  expect(withoutNewer(plain)).toBe(plain)
  expect(withoutNewer(null)).toBeNull()
})
