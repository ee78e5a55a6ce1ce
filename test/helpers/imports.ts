// Imports in a workspace of a suite's own, there before its tests and gone after them.
import { afterAll, beforeAll } from 'vitest'
import { createTestImports } from '../../src/data/imports/test-imports.ts'
import type { Database } from '../../src/db/types.ts'

export type UsedImports = ReturnType<typeof createTestImports> & { database: Database }

/** @param open of `describeEachDatabase`; what is given is filled once its database is open */
export function useTestImports(
  open: () => Promise<{ database: Database }>,
  workspaceId: string,
): UsedImports {
  const given = {} as UsedImports
  beforeAll(async () => {
    const { database } = await open()
    await database.query(`insert into workspaces (id, name) values ($1, 'One')`, [workspaceId])
    Object.assign(given, createTestImports(database, workspaceId), { database })
  })
  afterAll(() => given.close())
  return given
}
