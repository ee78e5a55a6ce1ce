import { expect, expectTypeOf, test } from 'vitest'
import type { DraftPost, DraftPostAction, DraftPostInput, PostFieldset } from './index.ts'
import { isJsonObject, type Jsonify, stringOrUndefined } from './json.ts'

test('types of the SDK are read as they travel: dates are texts, what is open stays unknown', () => {
  expectTypeOf<Jsonify<{ at?: Date | null; of: Date[]; n: number }>>().toEqualTypeOf<{
    at?: string | null
    of: string[]
    n: number
  }>()
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's types hold it, and it must not get through
  expectTypeOf<Jsonify<{ data: Record<string, any> }>>().toEqualTypeOf<{ data: Record<string, unknown> }>()
  expectTypeOf<DraftPost['editedDate']>().toEqualTypeOf<string | null | undefined>()
  expectTypeOf<'UPDATE_PUBLISH'>().toExtend<DraftPostAction>()
  expectTypeOf<'RICH_CONTENT'>().toExtend<PostFieldset>()
})

test('a document of any builder can be sent, and what was read can be sent back', () => {
  const document = { nodes: [{ type: 'PARAGRAPH' as string, id: 'n1', nodes: [] }], metadata: { version: 1 } }
  expectTypeOf<{ title: string; richContent: typeof document }>().toExtend<DraftPostInput>()
  expectTypeOf<Omit<DraftPost, 'richContent'>>().toExtend<DraftPostInput>()
})

test('lists, null and texts are no objects, and an empty text is no text', () => {
  expect([{}, [], null, 'x', undefined].map(isJsonObject)).toEqual([true, false, false, false, false])
  expect(['x', '', 7, undefined].map(stringOrUndefined)).toEqual(['x', undefined, undefined, undefined])
})
