import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { createTemplate, updateTemplate } from './store.ts'
import { getVersion, listVersions, restoreVersion } from './versions.ts'

describeEachDatabase('versions of a template', (open) => {
  let database: Database
  let id: string
  const ws = 'wsp_1'

  beforeAll(async () => {
    database = (await open()).database
    await database.query(`insert into workspaces (id, name) values ($1, 'One'), ('wsp_2', 'Two')`, [ws])
    const fields = { title: '{{ name }}', body: '<p>a</p>' }
    id = (await createTemplate(database, ws, 'Ann', { name: 'Post', destination: 'wix/blog', fields })).id
    await updateTemplate(database, ws, 'Ben', id, {
      fields: { title: 'New', body: '<p>a</p>' },
      expectedVersion: 1,
    })
    await updateTemplate(database, ws, 'Cem', id, { name: 'Renamed', expectedVersion: 2 })
    await updateTemplate(database, ws, 'Ben', id, {
      fields: { title: 'New', excerpt: 'e' },
      expectedVersion: 3,
    })
  })

  const list = (before: number | null, limit: number) => listVersions(database, ws, id, { before, limit })

  it('are listed with who saved them and which fields they changed', async () => {
    const versions = await list(null, 10)
    expect(versions.map(({ version, savedBy, changed }) => [version, savedBy, changed])).toEqual([
      [4, 'Ben', ['body', 'excerpt']],
      [3, 'Cem', []],
      [2, 'Ben', ['title']],
      [1, 'Ann', ['body', 'title']],
    ])
    expect(versions[0]?.savedAt).toMatch(/^\d{4}-/)
    expect((await list(3, 1)).map(({ version }) => version)).toEqual([2])
  })

  it('are each kept with their texts, and unknown to other workspaces', async () => {
    expect((await getVersion(database, ws, id, 1)).fields).toEqual({ title: '{{ name }}', body: '<p>a</p>' })
    await expect(getVersion(database, ws, id, 9)).rejects.toThrow('no version 9')
    await expect(getVersion(database, 'wsp_2', id, 1)).rejects.toThrow('does not exist')
    await expect(listVersions(database, 'wsp_2', id, { before: null, limit: 5 })).rejects.toThrow(
      'does not exist',
    )
  })

  it('come back as a new version that says where it is from; nothing in between is lost', async () => {
    await expect(restoreVersion(database, ws, 'Dee', id, { version: 1, expectedVersion: 3 })).rejects.toThrow(
      'in the meantime',
    )
    const restored = await restoreVersion(database, ws, 'Dee', id, { version: 1, expectedVersion: 4 })
    expect(restored).toMatchObject({
      version: 5,
      name: 'Renamed',
      fields: { title: '{{ name }}', body: '<p>a</p>' },
    })
    const [newest] = await list(null, 1)
    expect(newest).toMatchObject({ version: 5, savedBy: 'Dee', restoredFrom: 1 })
    expect((await getVersion(database, ws, id, 4)).fields).toEqual({ title: 'New', excerpt: 'e' })
  })
})
