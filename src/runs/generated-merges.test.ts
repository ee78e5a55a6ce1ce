import { expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { mergeGenerated } from '../../test/helpers/generated-merges.ts'
import type { Database } from '../db/types.ts'

let database: Database
withDatabase((opened) => {
  database = opened
})

test('random edits of people survive a new template: in other blocks unasked, in the same one asked about', async () => {
  const { violations, merged, asked, apart, together } = await mergeGenerated(database, 20, 4)
  expect(violations).toEqual([])
  expect(Math.min(merged, asked, apart, together)).toBeGreaterThan(0)
})
