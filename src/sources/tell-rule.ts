// What a project tells a person of a refresh, in the transaction that makes it so.

import type { NoticeSubject } from '../api/notice.ts'
import type { Plan } from '../api/plan.ts'
import type { Tx } from '../db/types.ts'
import { raiseNotice } from '../notices/raise.ts'
import { projectNames } from '../projects/names.ts'
import type { Refusal } from '../schedules/consent.ts'
import type { RuleRow } from './rule-store.ts'

/** @param planId the plan that can be published by hand */
export async function tellWaiting(
  tx: Tx,
  rule: RuleRow,
  { reason }: Refusal,
  planId: string | null,
): Promise<void> {
  const { workspace_id: workspaceId } = rule
  const subject = await subjectOf(tx, rule, planId)
  const detail = { message: reason, projectId: rule.project_id }
  await raiseNotice(tx, { workspaceId, kind: 'refresh_waits', subject, detail })
}

export async function tellPlanned(
  tx: Tx,
  rule: RuleRow,
  { id, willSend, conflictsOpen }: Plan,
): Promise<void> {
  const { workspace_id: workspaceId } = rule
  const subject = await subjectOf(tx, rule, id)
  const detail = { pages: willSend.total, conflicts: conflictsOpen, projectId: rule.project_id }
  // Once for each plan, whoever begins again after a crash.
  await raiseNotice(tx, { workspaceId, kind: 'refresh_planned', subject, detail, dedupeKey: `planned ${id}` })
}

async function subjectOf(tx: Tx, { project_id: id }: RuleRow, planId: string | null): Promise<NoticeSubject> {
  const name = (await projectNames(tx, [id])).get(id) ?? ''
  return planId === null ? { kind: 'project', id, name } : { kind: 'plan', id: planId, name }
}
