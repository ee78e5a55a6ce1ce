// What a run did not publish: told in groups, and sent again as it was planned.
import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { createPlan, getPlan } from '../plans/plans.ts'
import { markFailed } from '../plans/store.ts'
import { createProjects } from '../projects/projects.ts'
import { projectUses } from '../uses.ts'
import { listFailures } from './failures.ts'
import { retryRun } from './retry-run.ts'
import { cancelRun } from './run-requests.ts'

const create = 'POST /blog/v3/bulk/draft-posts/create'

describeOnServer('what a run did not publish', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(count: number) {
    publishing = await startPublishing(database, { rows: makeRows(count) })
    await publishing.startWorker()
  }
  const failures = (runId: string) => listFailures(database, publishing.workspaceId, runId)
  const retry = (runId: string) =>
    retryRun({ database, pages: publishing.pages }, publishing.workspaceId, runId, 'Dana')
  const ended = (runId: string) => publishing.until(runId, 'done', 'cancelled', 'needs_attention')
  const project = async () =>
    (await createProjects({ database, uses: projectUses }).find(publishing.projectId))!
  const slugs = () => publishing.posts().map((post) => post.published?.seoSlug)

  test('is told by its reason, and retried alone: nothing is sent twice', async () => {
    await begin(25)
    publishing.control.addFault({
      route: create,
      kind: 'bulk-partial',
      code: 'WRONG',
      indexes: [2, 4],
      nth: 1,
    })
    const run = await publishing.publish()
    expect(run.receipt).toMatchObject({ accepted: 23, rejected: 2 })
    expect(await failures(run.id)).toMatchObject({
      retriable: 2,
      groups: [{ code: 'wix_wrong', state: 'rejected', title: 'Refused by Wix', count: 2 }],
    })
    publishing.control.clearRequests()
    const again = await retry(run.id)
    expect(again.id).not.toBe(run.id)
    expect((await ended(again.id)).receipt).toMatchObject({ sent: 2, accepted: 2, verifiedEqual: 2 })
    expect(publishing.writes()).toHaveLength(1)
    expect(new Set(slugs()).size).toBe(25)
    expect(slugs()).toHaveLength(25)
    // A second click, or a tab left open, starts nothing.
    expect((await retry(run.id)).id).toBe(again.id)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 25 })
  })

  test('of a cancelled run goes again with the plan it had', async () => {
    await begin(400)
    const plan = await publishing.plan()
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 150 })
    const { id } = await publishing.apply(plan.id)
    await publishing.until(id, 'publishing')
    await cancelRun(database, publishing.workspaceId, id)
    const run = await ended(id)
    const left = run.receipt!.cancelled
    expect(left).toBeGreaterThan(0)
    expect(await failures(id)).toMatchObject({
      retriable: left,
      groups: [{ state: 'cancelled', count: left, title: 'Not sent: the run was cancelled' }],
    })
    publishing.control.removeFaults()
    const again = await ended((await retry(id)).id)
    expect(again.receipt).toMatchObject({ accepted: left, verifiedEqual: left, cancelled: 0 })
    expect(slugs()).toHaveLength(400)
  })

  test('is not sent again while the run is on its way, nor with a plan that a newer one replaced', async () => {
    await begin(5)
    publishing.control.addFault({ route: create, kind: 'bulk-partial', code: 'WRONG', indexes: [0], nth: 1 })
    const plan = await publishing.plan()
    const { id } = await publishing.apply(plan.id)
    const run = await ended(id)
    await publishing.plan()
    await expect(retry(run.id)).rejects.toThrow(/newer plan/)
  })

  test('goes with its own plan where a newer one could not be made', async () => {
    await begin(5)
    publishing.control.addFault({ route: create, kind: 'bulk-partial', code: 'WRONG', indexes: [0], nth: 1 })
    const run = await publishing.publish()
    for (let i = 0; i < 2; i++)
      await markFailed(database, await createPlan(database, await project(), 'Dana'), 'No answer')
    const again = await ended((await retry(run.id)).id)
    expect(again.receipt).toMatchObject({ sent: 1, accepted: 1, verifiedEqual: 1 })
    expect(slugs()).toHaveLength(5)
  })

  test('waits for a newer plan that is being made', async () => {
    await begin(5)
    publishing.control.addFault({ route: create, kind: 'bulk-partial', code: 'WRONG', indexes: [0], nth: 1 })
    const run = await publishing.publish()
    await createPlan(database, await project(), 'Dana')
    await expect(retry(run.id)).rejects.toThrow(/being built/)
  })

  test('is not sent again once something of a newer plan was, and be that one put aside', async () => {
    await begin(5)
    publishing.control.addFault({ route: create, kind: 'bulk-partial', code: 'WRONG', indexes: [0], nth: 1 })
    const run = await publishing.publish()
    await publishing.publish()
    await expect(retry(run.id)).rejects.toThrow(/published since/)
    await database.query(`update plans set state = 'discarded' where id <> $1`, [run.planId])
    await expect(retry(run.id)).rejects.toThrow(/published since/)
  })

  test('leaves the plan as it was where it cannot be published after all', async () => {
    await begin(5)
    publishing.control.addFault({ route: create, kind: 'bulk-partial', code: 'WRONG', indexes: [0], nth: 1 })
    const plan = await publishing.plan()
    const run = await ended((await publishing.apply(plan.id)).id)
    await database.query(`update projects set options = options || '{"mode": "draft"}' where id = $1`, [
      publishing.projectId,
    ])
    const before = await getPlan(database, publishing.workspaceId, plan.id)
    await expect(retry(run.id)).rejects.toThrow(/settings changed/)
    expect(await getPlan(database, publishing.workspaceId, plan.id)).toEqual(before)
  })

  test('says before there is a run that all of its pages changed since', async () => {
    await begin(5)
    publishing.control.addFault({ route: create, kind: 'bulk-partial', code: 'WRONG', indexes: [0], nth: 1 })
    const plan = await publishing.plan()
    const run = await ended((await publishing.apply(plan.id)).id)
    const before = await getPlan(database, publishing.workspaceId, plan.id)
    await publishing.replaceRows(makeRows(5).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    await expect(retry(run.id)).rejects.toThrow(/the data changed/)
    expect(await getPlan(database, publishing.workspaceId, plan.id)).toEqual(before)
  })

  test('for what changed in Wix is for another plan to decide', async () => {
    await begin(4)
    await publishing.publish()
    await publishing.replaceRows(makeRows(4).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await publishing.plan()
    const post = publishing.posts()[0]!
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: post.id,
      fields: { title: 'Late edit' },
      publish: true,
    })
    const run = await ended((await publishing.apply(plan.id)).id)
    expect(await failures(run.id)).toMatchObject({
      retriable: 0,
      groups: [{ code: 'edited_since_plan', count: 1, nextStep: expect.stringContaining('Plan again') }],
    })
    await expect(retry(run.id)).rejects.toThrow(/Plan again/)
  })
})
