import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readTableOwners } from '../../test/boundary-rules.ts'
import { storageGroups } from './storage-groups.ts'

it('has every table in exactly one group', () => {
  const architecture = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8')
  const tables = [...readTableOwners(architecture).keys()]
  expect(tables.length).toBeGreaterThan(40)
  const grouped = storageGroups.flatMap((group) => group.tables)
  expect([...grouped].sort()).toEqual([...tables].sort())
})
