// The job of a plan in a program that goes on while its database is restored.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { backUp } from '../../test/helpers/backup.ts'
import { withDatabase } from '../../test/helpers/database.ts'
import { destinations } from '../../test/helpers/destinations.ts'
import { immediateJobs } from '../../test/helpers/immediate-jobs.ts'
import { makeRows, startPublishing } from '../../test/helpers/publishing.ts'
import { openFolderMark } from '../db/folder-mark.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { runHistory } from '../runs/undo/history.ts'
import { createPlanJob } from './job.ts'
import { createPlan, getPlan } from './plans.ts'

/** Posts that are newer than all that the database knows are looked for anyway; items are not. */
const items = destinations.find(({ name }) => name === 'wix/cms')!

let database: Database
withDatabase((opened) => {
  database = opened
})

test('a plan shows what a restored database no longer knew, though the program was not started again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-job-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const mark = await openFolderMark(database, folder, silentLogger)
  const publishing = await startPublishing(database, {
    rows: makeRows(6),
    ...items.options,
    markFolder: mark.renew,
  })
  onTestFinished(() => publishing.close())
  const worker = await publishing.startWorker()
  const restore = await backUp(database)
  await publishing.publish()
  await worker.stop()
  await restore()

  const { connections, pages, projects, projectId, workspaceId } = publishing
  const requestPlan = createPlanJob(
    {
      database,
      connections,
      logger: silentLogger,
      jobs: immediateJobs(),
      projects,
      pages,
      images: { check: async () => new Map(), find: async () => new Map() },
      history: runHistory,
      markFolder: mark.renew,
    },
    { works: true },
  )
  const id = await createPlan(database, (await projects.find(projectId))!, 'Dana', {})
  await requestPlan(id)
  expect((await getPlan(database, workspaceId, id)).counts).toMatchObject({ create: 0, adopt: 6 })
})
