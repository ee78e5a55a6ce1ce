// Projects hear that rows of theirs were refreshed: in the transaction that replaces the rows, so that none is missed.
import { changedKeysAfter } from '../data/imports/change-list.ts'
import type { ImportRecord } from '../data/imports/import-record.ts'
import type { Tx } from '../db/types.ts'
import { findPlanById, isPutAside } from '../plans/store.ts'
import { projectIdsOfDataset } from '../projects/project-store.ts'
import { newestRunOf } from '../runs/run-store.ts'
import { addRows, dropAllRows, lockRule, moveRule } from './rule-store.ts'

const chunk = 5_000

export async function tellProjects(tx: Tx, { id }: ImportRecord, datasetId: string): Promise<void> {
  for (const projectId of (await projectIdsOfDataset(tx, datasetId)).sort()) {
    const rule = await lockRule(tx, projectId)
    if (!rule || rule.reaction === 'show') continue
    if (rule.reaction === 'publish') {
      // What its owner has published, or left out, is not among the rows that wait any more.
      if (rule.plan_id !== null && (await isTakenUp(tx, rule.plan_id))) await dropAllRows(tx, projectId)
      await rememberRows(tx, id, projectId)
    }
    await moveRule(tx, projectId, {
      state: rule.state === 'waiting' ? 'waiting' : 'open',
      import_id: id,
      tries: 0,
      look_at: tx.now().toISOString(),
      // It does not have these rows; what becomes of it says nothing about them.
      plan_id: null,
    })
  }
}

/** By its owner, wholly, in part or by putting it aside: a rule does not name the plan of a run of its own any more. */
async function isTakenUp(tx: Tx, planId: string): Promise<boolean> {
  const plan = await findPlanById(tx, planId)
  return plan !== undefined && (isPutAside(plan) || (await newestRunOf(tx, planId)) !== null)
}

/** What is gone is never taken off a site unasked. */
async function rememberRows(tx: Tx, importId: string, projectId: string): Promise<void> {
  for (let afterKey = ''; ; ) {
    const rowKeys = await changedKeysAfter(tx, importId, { afterKey, limit: chunk })
    const last = rowKeys.at(-1)
    if (last === undefined) return
    afterKey = last
    await addRows(tx, projectId, rowKeys)
  }
}
