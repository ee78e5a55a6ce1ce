// Projects hear that rows of theirs were refreshed: in the transaction that replaces the rows, so that none is missed.
import { changedKeysAfter } from '../data/imports/change-list.ts'
import type { ImportRecord } from '../data/imports/import-record.ts'
import type { Tx } from '../db/types.ts'
import { projectIdsOfDataset } from '../projects/project-store.ts'
import { addRows, lockRule, moveRule } from './rule-store.ts'

const chunk = 5_000

export async function tellProjects(tx: Tx, { id }: ImportRecord, datasetId: string): Promise<void> {
  for (const projectId of (await projectIdsOfDataset(tx, datasetId)).sort()) {
    const rule = await lockRule(tx, projectId)
    if (!rule || rule.reaction === 'show') continue
    if (rule.reaction === 'publish') await rememberRows(tx, id, projectId)
    await moveRule(tx, projectId, {
      state: rule.state === 'waiting' ? 'waiting' : 'open',
      import_id: id,
      tries: 0,
      look_at: tx.now().toISOString(),
      ...(rule.reaction === 'plan' && { plan_id: null }),
    })
  }
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
