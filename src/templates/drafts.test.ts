import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { discardDraft, forgetDraft, getDraft, keepDraft, listDrafts } from './drafts.ts'
import { createTemplate, removeTemplate, updateTemplate } from './store.ts'

describeEachDatabase('drafts of templates', (open) => {
  let database: Database
  const ws = 'wsp_1'

  beforeAll(async () => {
    database = (await open()).database
    await database.query(`insert into workspaces (id, name) values ($1, 'One')`, [ws])
    for (const name of ['ann', 'ben'])
      await database.query(
        `insert into users (id, workspace_id, name, email, email_key, password_hash, role) values ($1, $2, $3, $1, $1, '', 'editor')`,
        [`usr_${name}`, ws, name],
      )
  })

  async function begin() {
    const input = { name: 'Post', destination: 'wix/blog', fields: { title: 'a' } }
    const { id } = await createTemplate(database, ws, 'Ann', input)
    const owner = (person: string) => ({ workspaceId: ws, userId: `usr_${person}`, templateId: id })
    const keep = async (person: string, title: string, expectedRevision: string | null, baseVersion = 1) =>
      (
        await keepDraft(database, owner(person), person, {
          ...{ name: 'Post', fields: { title }, baseVersion, baseName: 'Post', expectedRevision },
        })
      ).draft!.revision
    return { id, owner, keep }
  }

  it('are one of each person and template, and tell who else is writing', async () => {
    const { id, owner, keep } = await begin()
    const first = await keep('ann', 'b', null)
    await keep('ben', 'c', null)
    await keep('ann', 'd', first)
    const state = await getDraft(database, owner('ann'))
    expect(state.draft).toMatchObject({ templateId: id, fields: { title: 'd' }, baseVersion: 1 })
    expect(state.others.map(({ author }) => author)).toEqual(['ben'])
    expect(state.newest).toMatchObject({ version: 1, savedBy: 'Ann' })
    expect((await listDrafts(database, ws, 'usr_ben')).map((one) => one.templateId)).toContain(id)
  })

  it('are not written over by another window of the same person', async () => {
    const { owner, keep } = await begin()
    const first = await keep('ann', 'b', null)
    const second = await keep('ann', 'c', first)
    for (const late of [first, null])
      await expect(keep('ann', 'd', late)).rejects.toMatchObject({ code: 'stale' })
    await expect(discardDraft(database, owner('ann'), first)).rejects.toMatchObject({ code: 'stale' })
    expect((await getDraft(database, owner('ann'))).draft).toMatchObject({
      ...{ fields: { title: 'c' }, revision: second },
    })
  })

  it('take the same text twice, for the answer to the first may have been lost', async () => {
    const { owner, keep } = await begin()
    await keep('ann', 'b', null)
    const again = await keep('ann', 'b', null)
    expect((await getDraft(database, owner('ann'))).draft?.revision).toBe(again)
  })

  it('let one of two windows win that begin at once', async () => {
    const { keep } = await begin()
    const results = await Promise.allSettled([keep('ann', 'b', null), keep('ann', 'c', null)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('outlive a version that somebody else saves, and say which they began with', async () => {
    const { id, owner, keep } = await begin()
    await keep('ann', 'b', null)
    await updateTemplate(database, ws, 'Ben', id, { fields: { title: 'z' }, expectedVersion: 1 })
    const { draft, newest } = await getDraft(database, owner('ann'))
    expect(draft?.baseVersion).toBe(1)
    expect(newest).toMatchObject({ version: 2, savedBy: 'Ben' })
  })

  it('go when they are discarded or saved, a newer one does not, and all go with the template', async () => {
    const { id, owner, keep } = await begin()
    const first = await keep('ann', 'b', null)
    const second = await keep('ann', 'c', first)
    await forgetDraft(database, owner('ann'), first)
    expect((await getDraft(database, owner('ann'))).draft?.revision).toBe(second)
    await discardDraft(database, owner('ann'), second)
    expect((await getDraft(database, owner('ann'))).draft).toBeNull()
    await discardDraft(database, owner('ann'), undefined)
    await keep('ann', 'e', second)
    await removeTemplate(database, ws, id, async () => [])
    expect((await listDrafts(database, ws, 'usr_ann')).map((one) => one.templateId)).not.toContain(id)
    await expect(getDraft(database, owner('ann'))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of a template in another workspace do not exist', async () => {
    const { owner, keep } = await begin()
    await keep('ann', 'b', null)
    const stranger = { ...owner('ann'), workspaceId: 'wsp_2' }
    await expect(getDraft(database, stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(discardDraft(database, stranger, undefined)).rejects.toMatchObject({ code: 'not_found' })
  })
})
