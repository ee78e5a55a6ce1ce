import { expect, test } from 'vitest'
import { targetById } from '../targets/index.ts'
import { assetKey, type RemoteState } from '../targets/target.ts'
import { statusField } from '../targets/visibility.ts'
import { isHalfDone } from './as-sent.ts'
import type { ItemRow } from './run-row.ts'

const towns = assetKey({ kind: 'category', name: 'Towns' })

/** A post whose category and state were to change; the second call, which publishes it, came to nothing. */
const item = {
  row_key: 'hamburg',
  action: 'update',
  call_id: 'call-1',
  changed_fields: ['categories', statusField],
  visibility: { state: 'live' },
  sent_ids: { [towns]: 'sent-with' },
  payload: {
    post: { title: 'Hamburg', seoSlug: 'hamburg', memberId: 'dana', richContent: { nodes: [] } },
    categories: ['Towns'],
  },
} as unknown as ItemRow

const found = (categories: string): RemoteState => ({
  remoteId: 'r',
  exists: true,
  status: 'draft',
  editedAt: 't2',
  url: null,
  slug: null,
  fields: { categories, [statusField]: 'draft' },
  raw: null,
})

/** By now another plan has found the category under another id. */
const destination = {
  target: targetById('wix/blog'),
  options: {},
  assets: new Map([[towns, 'known-now']]),
  withoutImages: false,
}
const before = { categories: 'former', [statusField]: 'draft' }

test('a change that went half through with ids that stand for others by now is still our own', () => {
  expect(isHalfDone(destination, item, found('sent-with'), before)).toBe(true)
})

test('what nobody of us sent is an edit of somebody', () => {
  expect(isHalfDone(destination, item, found('a-persons'), before)).toBe(false)
})
