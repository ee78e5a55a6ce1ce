// What projects do when their data are refreshed, as the doors use it.
import { type RefreshRule, type RefreshRuleInput, refreshConsentInputSchema } from '../api/refresh-rule.ts'
import type { Renewal } from '../api/schedule.ts'
import { readRows } from '../data/rows/rows.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { readPresent } from '../schedules/basis.ts'
import { basisHash } from '../schedules/consent.ts'
import { readRenewal, type ShowPage } from '../schedules/show-renewal.ts'
import { goingOfProject } from '../schedules/store.ts'
import { countRows, findRule, lockRule, moveRule, rowsAfter, saveRule } from './rule-store.ts'
import { sourceOfDataset } from './store.ts'

export interface RefreshRulesDeps {
  database: Database
  projects: { record(workspaceId: string, id: string): Promise<ProjectRecord> }
  showPage: ShowPage
}

/** Who asks, for what. */
export interface Asked {
  workspaceId: string
  projectId: string
  by: string
}

/** Pages before and after, of what changed since it was agreed to. */
const shownPages = 5

export type RefreshRules = ReturnType<typeof createRefreshRules>

export function createRefreshRules({ database, projects, showPage }: RefreshRulesDeps) {
  async function get(workspaceId: string, projectId: string): Promise<RefreshRule> {
    const project = await projects.record(workspaceId, projectId)
    const rule = await findRule(database, projectId)
    return {
      reaction: rule?.reaction ?? 'show',
      consent: rule?.consent ?? null,
      state: rule?.state ?? 'idle',
      cause: rule?.cause ?? null,
      reason: rule?.reason ?? null,
      planId: rule && rule.state !== 'idle' ? rule.plan_id : null,
      rows: await countRows(database, projectId),
      hasSource: (await sourceOfDataset(database, project.datasetId)) !== null,
      hasSchedule: (await goingOfProject(database, projectId)) !== null,
    }
  }

  return {
    get,

    /** To publish is to agree to what may leave unasked, by whoever asks for it and as things are now. */
    async set({ workspaceId, projectId, by }: Asked, input: RefreshRuleInput): Promise<RefreshRule> {
      const project = await projects.record(workspaceId, projectId)
      await database.transaction(async (tx) => {
        const isAgreed = input.reaction === 'publish'
        const consent = refreshConsentInputSchema.parse(input.consent ?? {})
        await saveRule(tx, {
          project_id: projectId,
          workspace_id: workspaceId,
          reaction: input.reaction,
          author: by,
          consent: isAgreed ? { ...consent, by, at: tx.now().toISOString() } : null,
          basis: isAgreed ? (await readPresent(tx, project)).basis : null,
        })
      })
      return get(workspaceId, projectId)
    },

    async renewal(workspaceId: string, projectId: string): Promise<Renewal> {
      const project = await projects.record(workspaceId, projectId)
      const rule = await findRule(database, projectId)
      if (!rule?.basis) return notAgreed()
      const next = await rowsAfter(database, projectId, { afterKey: '', limit: shownPages })
      const rowKeys = next.length > 0 ? next : await firstRows(project)
      return readRenewal({ database, showPage }, { basis: rule.basis, rowKeys }, project)
    },

    async renew({ workspaceId, projectId, by }: Asked, basis?: string): Promise<RefreshRule> {
      const project = await projects.record(workspaceId, projectId)
      await database.transaction(async (tx) => {
        const rule = await lockRule(tx, projectId)
        if (!rule?.consent) return notAgreed()
        const present = await readPresent(tx, project)
        if (basis !== undefined && basis !== basisHash(present.basis))
          throw new AppError('stale', 'It has changed again since you looked. Look at the pages once more.')
        const consent = { ...rule.consent, by, at: tx.now().toISOString() }
        await saveRule(tx, { ...rule, author: by, consent, basis: present.basis })
        if (rule.state === 'waiting')
          await moveRule(tx, projectId, { state: 'open', look_at: tx.now().toISOString() })
      })
      return get(workspaceId, projectId)
    },
  }

  async function firstRows(project: ProjectRecord): Promise<string[]> {
    const { data } = await readPresent(database, project)
    const rows = await readRows(database, data.rowSetId, { afterLine: 0, limit: shownPages })
    return rows.map((row) => row.rowKey)
  }
}

function notAgreed(): never {
  throw new AppError(
    'not_found',
    'Nothing was agreed to for refreshes of this project. Choose in its settings that they publish.',
  )
}
