// How the pages of a project are made ahead of whoever reads them.

import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertProjectParts } from '../../test/helpers/project-parts.ts'
import type { Database } from '../db/types.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { createProjects } from '../projects/projects.ts'
import { projectUses } from '../uses.ts'
import { indexPages } from './index-pages.ts'
import type { PagesDeps } from './make-pages.ts'
import { pageOf } from './render-job.ts'

const processes = 3
const rowCount = 3_000
const batchCount = 15

/**
 * Pages made here, and a count of how many batches were asked for. `hold`: what the batch at this place, counted from
 * 1, waits for; some time unless told.
 */
function slowRenderers(
  hold: (batch: number) => Promise<unknown> = (batch) => sleep(batch % 2 === 0 ? 1 : 20),
) {
  const seen = { asked: 0, answered: 0, signals: [] as AbortSignal[] }
  const answered = new Set<number>()
  const renderers: PagesDeps['renderers'] = {
    processes,
    texts: () => ({ render: () => Promise.reject(new Error('not asked for')) }),
    parts: () => ({ render: () => Promise.reject(new Error('not asked for')) }),
    pages: (job) => ({
      render: async (rows, signal) => {
        seen.asked += 1
        if (signal) seen.signals.push(signal)
        const batch = Math.floor(Number(rows[0]!.rowKey.slice(4)) / (rowCount / batchCount)) + 1
        await hold(batch)
        seen.answered += 1
        answered.add(batch)
        return rows.map(({ rowKey }) => pageOf(job, { rowKey, fields: { title: rowKey }, problems: [] }))
      },
    }),
  }
  return { seen, answered, renderers }
}

describeEachDatabase('pages made ahead', (open) => {
  let database: Database
  let project: ProjectRecord
  beforeAll(async () => {
    ;({ database } = await open())
    const rows = Array.from({ length: rowCount }, (_, i) => ({ id: `row-${i}` }))
    const parts = await insertProjectParts(database, { rows })
    const projects = createProjects({ database, uses: projectUses })
    const input = { name: 'Places', destination: 'wix/blog', options: { authorId: 'm-1' } }
    const { id } = await projects.create(parts.workspaceId, { ...input, ...parts })
    project = (await projects.find(id))!
  })

  // What the index knows is not rendered again.
  beforeEach(async () => void (await database.query('delete from page_index')))

  test('all processes have work, few batches wait, and the order is that of the rows', async () => {
    // Every other batch is answered only after the next, and only once as many behind it were asked for as there are
    // processes: with fewer under way this does not come to its end.
    const { seen, answered, renderers } = slowRenderers(async (batch) => {
      if (batch % 2 === 0 || batch === batchCount) return
      const behind = Math.min(batch + processes, batchCount)
      await vi.waitFor(
        () => {
          expect(seen.asked).toBeGreaterThanOrEqual(behind)
          expect(answered).toContain(batch + 1)
        },
        { interval: 1, timeout: 60_000 },
      )
    })
    const keys: string[] = []
    const ahead: number[] = []
    let batches = 0
    for await (const { pages } of indexPages({ database, renderers }, project)) {
      batches += 1
      ahead.push(seen.asked - batches)
      keys.push(...pages.map((page) => page.rowKey))
      await sleep(5)
    }
    expect(keys).toEqual(Array.from({ length: rowCount }, (_, i) => `row-${i}`))
    expect(Math.max(...ahead)).toBeLessThanOrEqual(processes + 1)
    expect([seen.asked, seen.answered, batches]).toEqual([batchCount, batchCount, batchCount])
  })

  test('whoever stops reading stops the rendering', async () => {
    const { seen, renderers } = slowRenderers()
    for await (const _ of indexPages({ database, renderers }, project)) break
    expect(seen.signals.every((signal) => signal.aborted)).toBe(true)
    // Rows that were being read just then may still be asked for, however late on a busy machine; no more than were
    // under way: one for each process, two read ahead, and the one that was given.
    await sleep(300)
    await vi.waitFor(() => expect(seen.answered).toBe(seen.asked), { timeout: 60_000 })
    expect(seen.asked).toBeLessThanOrEqual(processes + 3)
  })

  test('a signal ends it between two batches, with its reason', async () => {
    const { seen, renderers } = slowRenderers()
    const stop = new AbortController()
    const read = async () => {
      for await (const _ of indexPages({ database, renderers }, project, { signal: stop.signal }))
        stop.abort(new Error('the server stops'))
    }
    await expect(read()).rejects.toThrow('the server stops')
    expect(seen.asked).toBeLessThanOrEqual(processes + 2)
  })
})
