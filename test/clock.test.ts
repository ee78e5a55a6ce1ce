// Two clocks: the program's, which a test moves here, and the database's own.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit, recordAudit } from '../src/accounts/audit.ts'
import { createSession, findBySession } from '../src/accounts/sessions.ts'
import { createSetup } from '../src/accounts/setup.ts'
import { createToken, findByToken } from '../src/accounts/tokens.ts'
import { acquireLease, renewLease } from '../src/connections/lease.ts'
import { createPacer } from '../src/connections/pacer.ts'
import { insertConnection } from '../src/connections/store.ts'
import { renameDataset } from '../src/data/datasets.ts'
import { applyImport } from '../src/data/imports/apply-import.ts'
import { insertImport, moveImport, saveProgress, startRowSet } from '../src/data/imports/import-store.ts'
import { newId } from '../src/db/id.ts'
import type { Database } from '../src/db/types.ts'
import { finishCheck, startCheck } from '../src/pages/check-store.ts'
import { type AcceptedPage, recordAccepted, recordTakenOver } from '../src/pages/record-ledger.ts'
import { createPlan } from '../src/plans/plans.ts'
import { tidyPlans } from '../src/plans/tidy.ts'
import { findProject, insertProject, saveProject } from '../src/projects/project-store.ts'
import { writeDiary } from '../src/runs/diary.ts'
import type { HeldRun } from '../src/runs/held-run.ts'
import { commitIntent, doubtOrphans, settleItems } from '../src/runs/item-ledger.ts'
import { writeReceipt } from '../src/runs/receipt.ts'
import { insertRun as insertQueuedRun, moveRun, request } from '../src/runs/run-store.ts'
import { tidyRuns } from '../src/runs/tidy.ts'
import { createTemplate, updateTemplate } from '../src/templates/store.ts'
import { insertKey } from '../src/vault/key-table.ts'
import { startTestApp } from './helpers/app.ts'
import { createTestClock } from './helpers/clock.ts'
import { describeEachDatabase } from './helpers/database.ts'
import { insertProjectParts, type ProjectParts } from './helpers/project-parts.ts'
import { insertRun } from './helpers/rows.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

describeEachDatabase('the clock of the program', (open) => {
  const clock = createTestClock('2031-05-04T06:00:00.000Z')
  let database: Database
  let owner: { userId: string; workspaceId: string }
  let parts: ProjectParts

  beforeAll(async () => {
    database = (await open(clock)).database
    const setup = createSetup(database)
    const token = (await setup.renewToken())!
    const input = { token, name: 'Olga', email: 'o@example.com', password: 'four unrelated words 42' }
    owner = await setup.createOwner(input, '10.0.0.1')
    parts = await insertProjectParts(database)
  })
  beforeEach(() => clock.move(hourMs))

  it('dates the owner, the workspace and the setup', async () => {
    const { rows } = await database.query(
      `select u.created_at as "user", w.created_at as workspace, s.used_at as setup, a.at as audit
         from users u, workspaces w, setup s, audit_events a where u.id = $1 and w.id = $2 and a.workspace_id = $2`,
      [owner.userId, owner.workspaceId],
    )
    const made = '2031-05-04T06:00:00.000Z'
    expect(rows).toEqual([{ user: made, workspace: made, setup: made, audit: made }])
  })

  const page = (rowKey: string): AcceptedPage => ({
    rowKey,
    remoteId: `post-${rowKey}`,
    status: 'live',
    visibility: { state: 'live' },
    title: 'A page',
    slug: rowKey,
    url: null,
    payloadHash: 'hash',
    lacksImages: false,
    remoteEditedAt: null,
  })
  async function makeProject(): Promise<string> {
    const id = newId('prj')
    await insertProject(database, {
      ...parts,
      id,
      name: 'Places',
      destination: 'wix/blog',
      options: {},
      edits: 'ask' as const,
      redirects: { moves: false, removals: 'none', path: null },
      facts: null,
      factsReadAt: null,
    })
    return id
  }
  const makePlan = async () =>
    createPlan(database, (await findProject(database, await makeProject()))!, 'Dana')
  async function makeImport(): Promise<string> {
    const id = newId('imp')
    await insertImport(database, {
      id,
      workspace_id: parts.workspaceId,
      dataset_id: null,
      file_name: 'places.csv',
      bytes: 1,
      format: 'csv',
      settings: {} as never,
    })
    return id
  }
  const makeTemplate = async () =>
    (
      await createTemplate(database, parts.workspaceId, 'Dana', {
        name: 'Post',
        destination: 'wix/blog',
        fields: {},
      })
    ).id
  const sessionOf = (userAgent: string) => createSession(database, owner.userId, userAgent)
  const later = () => clock.move(5 * 60_000)

  async function makeRun(rowKeys: string[]): Promise<HeldRun> {
    const row = await insertRun(database, rowKeys)
    const id = await database.transaction((tx) => insertQueuedRun(tx, row))
    await database.query('update run_items set run_id = $2 where run_id = $1', [row.id, id])
    const lease = (await acquireLease(database, row.connection_id, 'w1', 60_000))!
    return { database, run: { ...row, id }, lease }
  }

  /** What is written; where its times stand, by the id that writing gives. */
  const writes: [what: string, times: string, write: () => Promise<string>][] = [
    ['a login', 'created_at, last_used_at from sessions', async () => (await sessionOf('a')).id],
    [
      'the use of a session',
      'last_used_at from sessions',
      async () => {
        const { id, secret } = await sessionOf('b')
        later()
        await findBySession(database, secret)
        return id
      },
    ],
    [
      'a token',
      'created_at from api_tokens',
      async () =>
        (await createToken(database, owner.userId, { name: 'ci', scope: 'edit', expiresInDays: null })).id,
    ],
    [
      'the use of a token',
      'last_used_at from api_tokens',
      async () => {
        const { id, secret } = await createToken(database, owner.userId, {
          name: 'ci',
          scope: 'edit',
          expiresInDays: 1,
        })
        await findByToken(database, secret)
        later()
        await findByToken(database, secret)
        return id
      },
    ],
    [
      'an event',
      'at from audit_events',
      async () => {
        await recordAudit(database, { workspaceId: 'audited', actor: 'Dana', action: 'a.done' })
        return (await listAudit(database, 'audited', { limit: 1, before: null }))[0]!.id
      },
    ],
    [
      'an encryption key',
      'created_at from (select key_id as id, created_at from encryption_keys) k',
      async () => {
        await insertKey(database, { key_id: 'k1', check_value: '' })
        return 'k1'
      },
    ],
    [
      'a connection',
      'created_at from connections',
      async () => {
        const id = newId('con')
        const { workspaceId } = parts
        const row = { id, workspaceId, name: 'Site', siteId: 's', credentialsSealed: '' }
        await insertConnection(database, { ...row, kind: 'wix', method: 'api_key' })
        return id
      },
    ],
    ['a template', 'created_at, updated_at from templates', makeTemplate],
    [
      'the versions of a template',
      'max(saved_at) from (select template_id as id, saved_at from template_versions) v',
      makeTemplate,
    ],
    [
      'a saved template',
      'updated_at from templates',
      async () => {
        const id = await makeTemplate()
        later()
        await updateTemplate(database, parts.workspaceId, 'Dana', id, { name: 'New', expectedVersion: 1 })
        return id
      },
    ],
    ['an import', 'created_at, updated_at from imports', makeImport],
    [
      'the progress of an import',
      'updated_at from imports',
      async () => {
        const id = await makeImport()
        const { rowSetId } = (await startRowSet(database, id, 'analysing'))!
        later()
        await saveProgress(database, id, rowSetId, { rows: 1, fraction: 0.5 })
        return id
      },
    ],
    [
      'a dataset',
      'created_at, updated_at from datasets',
      async () => {
        const id = await makeImport()
        await moveImport(database, id, 'analysed')
        await moveImport(database, id, 'loading')
        await startRowSet(database, id, 'loading')
        await moveImport(database, id, 'loaded')
        later()
        return applyImport(database, parts.workspaceId, id, () => Promise.resolve())
      },
    ],
    [
      'the new name of a dataset',
      'updated_at from datasets',
      async () => (await renameDataset(database, parts.workspaceId, parts.datasetId, 'New')).id,
    ],
    ['a project', 'created_at, updated_at from projects', makeProject],
    [
      'a saved project',
      'updated_at from projects',
      async () => {
        const id = await makeProject()
        later()
        await saveProject(database, (await findProject(database, id))!)
        return id
      },
    ],
    [
      'a check of pages',
      'checked_at from (select project_id as id, checked_at from page_checks) c',
      async () => {
        const id = await makeProject()
        await startCheck(database, id, 1, { data: '', template: '', settings: '' })
        later()
        await finishCheck(database, id, { checked: 1, withErrors: 0, groups: [], categories: [] })
        return id
      },
    ],
    ['a plan', 'created_at from plans', makePlan],
    ['a run', 'created_at, due_at from runs', async () => (await makeRun([])).run.id],
    [
      'a plan that is tidied up',
      'tidied_at from plans',
      async () => {
        const id = await makePlan()
        await database.query(`update plans set state = 'failed' where id = $1`, [id])
        later()
        while (await tidyPlans(database, { newest: 0, before: clock.now() }, 10));
        return id
      },
    ],
    [
      'the start of a run',
      'started_at from runs',
      async () => {
        const held = await makeRun([])
        later()
        await moveRun(held, 'gathering', null)
        return held.run.id
      },
    ],
    [
      'the end of a run',
      'finished_at from runs',
      async () => {
        const held = await makeRun([])
        for (const state of ['gathering', 'preparing', 'publishing', 'verifying'] as const)
          await moveRun(held, state, null)
        later()
        expect(await writeReceipt(held, 0)).toMatchObject({
          finishedAt: clock.now().toISOString(),
          seconds: 300,
        })
        return held.run.id
      },
    ],
    [
      'a run that goes on',
      'due_at from runs',
      async () => {
        const { run } = await makeRun([])
        await request(database, run.workspace_id, run.id, 'pause', null)
        later()
        await database.query(`update runs set state = 'paused' where id = $1`, [run.id])
        await request(database, run.workspace_id, run.id, 'run', null)
        return run.id
      },
    ],
    [
      'a line in the diary of a run',
      'at from (select run_id as id, at from run_events) e',
      async () => {
        const { run } = await makeRun([])
        await writeDiary(database, run.id, 'restart', 'Somebody pulled the plug.')
        return run.id
      },
    ],
    [
      'a page that is being sent',
      'updated_at from (select run_id as id, updated_at from run_items) i',
      async () => {
        const held = await makeRun(['a'])
        await commitIntent(held, ['a'], 'c1', 1000)
        return held.run.id
      },
    ],
    [
      'a page that was refused',
      'updated_at from (select run_id as id, updated_at from run_items) i',
      async () => {
        const held = await makeRun(['a'])
        await commitIntent(held, ['a'], 'c1', 1000)
        later()
        await settleItems(held, [{ rowKey: 'a', state: 'rejected' }])
        return held.run.id
      },
    ],
    [
      'a page in doubt',
      'updated_at from (select run_id as id, updated_at from run_items) i',
      async () => {
        const held = await makeRun(['a'])
        await commitIntent(held, ['a'], 'c1', 1000)
        later()
        await doubtOrphans(held)
        return held.run.id
      },
    ],
    [
      'a run that is tidied up',
      'tidied_at from runs',
      async () => {
        const held = await makeRun([])
        for (const state of ['gathering', 'preparing', 'publishing', 'verifying'] as const)
          await moveRun(held, state, null)
        await writeReceipt(held, 0)
        later()
        while (await tidyRuns(database, { newest: 0, before: clock.now() }, 10));
        return held.run.id
      },
    ],
    [
      'a published page',
      'published_at from (select project_id as id, published_at from pages) p',
      async () => {
        const run = await insertRun(database, [])
        await recordAccepted(database, run.project_id, run.id, [page('a')])
        later()
        await recordAccepted(database, run.project_id, run.id, [page('a')])
        return run.project_id
      },
    ],
    [
      'a page that was taken over',
      'published_at from (select project_id as id, published_at from pages) p',
      async () => {
        const run = await insertRun(database, [])
        await recordTakenOver(database, run.project_id, run.id, [page('a')])
        return run.project_id
      },
    ],
  ]

  it.each(writes)('dates %s', async (_, times, write) => {
    const id = await write()
    const { rows } = await database.query<Record<string, string>>(`select ${times} where id::text = $1`, [id])
    expect(rows).toHaveLength(1)
    expect(new Set(Object.values(rows[0]!))).toEqual(new Set([clock.now().toISOString()]))
  })

  describe('does not move', () => {
    it('a lease', async () => {
      const { connection_id: id } = await insertRun(database, [])
      const lease = (await acquireLease(database, id, 'w1', 60_000))!
      clock.move(dayMs)
      expect(await acquireLease(database, id, 'w2', 60_000)).toBeNull()
      expect(await renewLease(database, lease, 60_000)).toBe(true)
    })

    it('the pace of a site, and how long Wix asked to wait', async () => {
      const { connection_id: id } = await insertRun(database, [])
      await database.query('insert into connection_pacing (connection_id, rate_per_minute) values ($1, 2)', [
        id,
      ])
      const enough = new AbortController()
      const pacer = createPacer(database, id, 'run', async () => enough.abort(new Error('enough')))
      await pacer.take(enough.signal)
      await pacer.take(enough.signal)
      clock.move(dayMs)
      await expect(pacer.take(enough.signal)).rejects.toThrow('enough')
      await pacer.block(60_000, 'Wix asks us to wait.')
      clock.move(dayMs)
      expect(await pacer.waiting()).toMatchObject({ reason: 'Wix asks us to wait.' })
    })

    it('the end of a session or a token', async () => {
      const session = await sessionOf('c')
      const token = await createToken(database, owner.userId, { name: 'ci', scope: 'edit', expiresInDays: 1 })
      clock.move(100 * dayMs)
      expect(await findBySession(database, session.secret)).toMatchObject({ sessionId: session.id })
      expect(await findByToken(database, token.secret)).toMatchObject({ tokenId: token.id })
    })
  })
})

it('a whole program goes by the clock it is started with', async () => {
  const clock = createTestClock('2031-05-04T06:00:00.000Z')
  const app = await startTestApp({ clock })
  try {
    expect((await app.call('GET', '/api/status')).body).toMatchObject({
      startedAt: '2031-05-04T06:00:00.000Z',
    })
    clock.move(-dayMs)
    const made = await app.call('POST', '/api/tokens', { body: { name: 'ci' } })
    expect(made.body).toMatchObject({ createdAt: '2031-05-03T06:00:00.000Z' })
    const { body } = await app.call('GET', '/api/audit-events')
    expect(body.items[0]).toMatchObject({ action: 'token.created', at: '2031-05-03T06:00:00.000Z' })
  } finally {
    await app.close()
  }
})
