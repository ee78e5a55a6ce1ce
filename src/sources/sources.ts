// Sources as the doors use them.
import { z } from 'zod'
import type { Import } from '../api/import.ts'
import type {
  Refresh,
  Source,
  SourceInput,
  SourceKind,
  SourceTry,
  SourceTryInput,
  SourceUpdate,
} from '../api/source.ts'
import { getDataset } from '../data/datasets.ts'
import type { Imports } from '../data/imports/imports.ts'
import { listFetches, unfinishedFetchOf } from '../data/refresh/fetches.ts'
import { SourceError } from '../data/source-error.ts'
import { findSourceKind, sourceKinds } from '../data/sources/index.ts'
import type { Secrets } from '../data/sources/source.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Vault } from '../vault/vault.ts'
import { fetchFile, type WaysOut } from './fetch.ts'
import { mergeSecrets, readGiven, requireKind } from './given.ts'
import { hashHookSecret, isHookSecret, newHookSecret } from './hook.ts'
import { toRefresh } from './refreshes.ts'
import { nextRefresh } from './rhythm.ts'
import { begin, takeCall } from './start.ts'
import {
  deleteSource,
  findSourceRow,
  insertSource,
  listSourceRows,
  lockSource,
  type SourceRow,
  sourceOfDataset,
  sourceSecretsColumn,
  updateSource,
} from './store.ts'

export interface SourcesDeps {
  database: Database
  vault: Vault
  ways: WaysOut
  imports: Pick<Imports, 'fetch' | 'wake' | 'tryFetch' | 'get'>
}

/** A source that has not answered by then is too slow to wait for. */
const tryMs = 90_000

export type Sources = ReturnType<typeof createSources>

export function createSources({ database, vault, ways, imports }: SourcesDeps) {
  const safe = vault.safe(sourceSecretsColumn)

  /** The one gate from rows to what is shown. */
  async function present(row: SourceRow): Promise<Source> {
    const secrets = openOrNone(row)
    const isLocked = row.secrets_sealed !== null && safe.lockOf(row.id, row.secrets_sealed) !== null
    return {
      id: row.id,
      kind: row.kind,
      kindName: findSourceKind(row.kind)?.words.name ?? row.kind,
      title: row.title,
      datasetId: row.dataset_id,
      config: row.config,
      secrets: Object.keys(secrets),
      isLocked,
      state: row.state,
      problem: row.problem,
      rhythm: row.rhythm,
      timeZone: row.time_zone,
      nextAt: row.next_at,
      checkedAt: row.checked_at,
      changedAt: row.changed_at,
      importId: await unfinishedFetchOf(database, row.id),
      hasHook: row.hook_hash !== null,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  }

  /** None where their key is not here: they have to be given again. */
  function openOrNone({ id, secrets_sealed: sealed }: SourceRow): Secrets {
    if (sealed === null || safe.lockOf(id, sealed) !== null) return {}
    return JSON.parse(safe.open(id, sealed)) as Secrets
  }

  async function change(
    workspaceId: string,
    id: string,
    work: (tx: Tx, row: SourceRow) => Promise<void>,
  ): Promise<Source> {
    await database.transaction(async (tx) => {
      const row = await lockSource(tx, id)
      if (row?.workspace_id !== workspaceId) throw noSuchSource()
      await work(tx, row)
    })
    return present(await find(database, workspaceId, id))
  }

  async function find(queries: Queries, workspaceId: string, id: string): Promise<SourceRow> {
    const row = await findSourceRow(queries, id)
    if (row?.workspace_id !== workspaceId) throw noSuchSource()
    return row
  }

  return {
    kinds: (): SourceKind[] =>
      sourceKinds.map(({ id, words, config, secrets }) => ({
        id,
        ...words,
        config: z.toJSONSchema(config, { io: 'input' }) as Record<string, unknown>,
        secrets: [...secrets],
      })),

    list: async (workspaceId: string): Promise<Source[]> =>
      Promise.all((await listSourceRows(database, workspaceId)).map(present)),

    get: async (workspaceId: string, id: string): Promise<Source> =>
      present(await find(database, workspaceId, id)),

    /** Stores it and begins its first import, which goes on as that of an upload. */
    async create(workspaceId: string, input: SourceInput): Promise<{ source: Source; import: Import }> {
      const { datasetId = null } = input
      const given = readGiven(requireKind(input.kind), input.config, input.secrets)
      if (datasetId !== null) {
        await getDataset(database, workspaceId, datasetId)
        await refuseSecond(database, datasetId)
      }
      const id = newId('src')
      const started = await database.transaction(async (tx) => {
        await insertSource(tx, {
          id,
          workspace_id: workspaceId,
          kind: input.kind,
          config: given.config,
          secrets_sealed: await seal(tx, id, given.secrets),
          title: given.title,
          rhythm: input.rhythm,
          time_zone: input.timeZone,
        })
        return imports.fetch(tx, {
          workspaceId,
          sourceId: id,
          datasetId,
          title: given.title,
          trigger: 'person',
          isRefresh: false,
        })
      })
      await imports.wake(started.id)
      return { source: await present(await find(database, workspaceId, id)), import: started }
    },

    async update(workspaceId: string, id: string, input: SourceUpdate): Promise<Source> {
      return change(workspaceId, id, async (tx, row) => {
        const place = input.config || input.secrets ? await changedPlace(tx, row, input) : {}
        const rhythm = input.rhythm === undefined ? row.rhythm : input.rhythm
        const timeZone = input.timeZone ?? row.time_zone
        const isPaused = input.isPaused ?? row.state === 'paused'
        const state = isPaused ? 'paused' : row.problem ? 'failing' : 'active'
        const isOther = input.rhythm !== undefined || input.timeZone !== undefined || state !== row.state
        const next = rhythm && !isPaused ? nextRefresh(rhythm, timeZone, tx.now()).toISOString() : null
        await updateSource(tx, id, {
          ...place,
          rhythm,
          time_zone: timeZone,
          state,
          ...(isOther && { next_at: next }),
          ...(isPaused && { hook_due_at: null }),
        })
      })
    },

    async refresh(workspaceId: string, id: string): Promise<Import> {
      const started = await database.transaction(async (tx) => {
        const row = await lockSource(tx, id)
        if (row?.workspace_id !== workspaceId) throw noSuchSource()
        if (row.dataset_id === null)
          throw new AppError('conflict', 'Its first import has not been applied yet. Finish that one first.')
        const going = await unfinishedFetchOf(tx, id)
        return going === null ? begin(tx, imports, row, 'person') : { id: going }
      })
      await imports.wake(started.id)
      return imports.get(workspaceId, started.id)
    },

    async refreshes(
      workspaceId: string,
      id: string,
      page: { limit: number; before: string | null },
    ): Promise<Refresh[]> {
      await find(database, workspaceId, id)
      return (await listFetches(database, id, page)).map(toRefresh)
    },

    /** Asks for its file, of one that is not stored or not stored so. */
    async test(workspaceId: string, input: SourceTryInput): Promise<SourceTry> {
      const kind = requireKind(input.kind)
      const stored = input.sourceId === undefined ? null : await find(database, workspaceId, input.sourceId)
      const secrets =
        stored?.kind === kind.id
          ? mergeSecrets(kind, { config: stored.config, secrets: openOrNone(stored) }, input)
          : input.secrets
      const given = readGiven(kind, input.config, secrets)
      const { config, secrets: opened } = given
      const asked = { workspaceId, kind: kind.id, config, secrets: opened, known: null }
      const signal = AbortSignal.timeout(tryMs)
      try {
        const found = await imports.tryFetch((to) => fetchFile({ database, ways }, asked, to), signal)
        return { title: given.title, ...found }
      } catch (error) {
        if (error instanceof SourceError) throw new AppError('bad_request', error.message)
        if (!signal.aborted) throw error
        throw new AppError(
          'unavailable',
          'It did not give everything within a minute and a half. Connect it all the same: in the background it may take longer.',
        )
      }
    },

    async newHook(workspaceId: string, id: string): Promise<{ path: string; secret: string }> {
      const secret = newHookSecret()
      await change(workspaceId, id, (tx) => updateSource(tx, id, { hook_hash: hashHookSecret(secret) }))
      return { path: `/api/hooks/${id}`, secret }
    },

    removeHook: (workspaceId: string, id: string) =>
      change(workspaceId, id, (tx) => updateSource(tx, id, { hook_hash: null, hook_due_at: null })),

    /** Whoever has the wrong secret does not learn whether there is such a source. */
    async call(id: string, secret: string): Promise<void> {
      const row = await findSourceRow(database, id)
      if (!isHookSecret(secret, row?.hook_hash ?? null))
        throw new AppError('not_signed_in', 'The secret of this webhook is missing or wrong.')
      if (row?.state !== 'paused') await takeCall(database, id)
    },

    /** Its dataset stays, with the rows it has. */
    async remove(workspaceId: string, id: string): Promise<void> {
      if (!(await deleteSource(database, workspaceId, id))) throw noSuchSource()
    },
  }

  async function changedPlace(tx: Tx, row: SourceRow, { config = row.config, secrets = {} }: SourceUpdate) {
    const kind = requireKind(row.kind)
    const before = { config: row.config, secrets: openOrNone(row) }
    const given = readGiven(kind, config, mergeSecrets(kind, before, { config, secrets }))
    return {
      config: given.config,
      title: given.title,
      secrets_sealed: await seal(tx, row.id, given.secrets),
      // What another place says of itself cannot be compared with what this one said.
      version: null,
    }
  }

  async function seal(tx: Tx, id: string, secrets: Secrets): Promise<string | null> {
    return Object.keys(secrets).length === 0 ? null : safe.seal(tx, id, JSON.stringify(secrets))
  }
}

async function refuseSecond(queries: Queries, datasetId: string): Promise<void> {
  if ((await sourceOfDataset(queries, datasetId)) === null) return
  throw new AppError(
    'conflict',
    'This dataset has a source already. Change that one, or remove it first; its rows stay.',
  )
}

function noSuchSource(): AppError {
  return new AppError('not_found', 'This source does not exist; it may have been removed.')
}
