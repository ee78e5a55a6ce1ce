// What a source is told by its imports, and what it tells a person of them.
import type { Import } from '../api/import.ts'
import type { NoticeDetail, NoticeSubject } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import type { Source } from '../api/source.ts'
import { summariseDatasets } from '../data/datasets.ts'
import type { ImportRecord } from '../data/imports/import-record.ts'
import type { ImportSources } from '../data/imports/import-source.ts'
import { SourceError } from '../data/source-error.ts'
import { readReaders } from '../data/steps/stored-steps.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { raiseNotice } from '../notices/raise.ts'
import type { Vault } from '../vault/vault.ts'
import { fetchFile, openSecrets, type WaysOut } from './fetch.ts'
import {
  deleteSource,
  findSourceRow,
  forgetVersionOf,
  lockSource,
  type SourceRow,
  sourceOfDataset,
  updateSource,
} from './store.ts'

export interface ForImportsDeps {
  database: Database
  vault: Vault
  ways: WaysOut
  /** Projects hear of a refresh, in the transaction that takes it over. */
  tellProjects: (tx: Tx, record: ImportRecord, datasetId: string) => Promise<void>
}

export function createForImports({ database, vault, ways, tellProjects }: ForImportsDeps): ImportSources {
  return {
    async fetch(record, to) {
      const row = record.source_id === null ? null : await findSourceRow(database, record.source_id)
      if (!row)
        throw new SourceError(
          'source_gone',
          'The source of this import was removed. Connect the table again.',
        )
      const { kind, config, version, content_hash: lastHash } = row
      const asked = {
        workspaceId: record.workspace_id,
        kind,
        config,
        secrets: openSecrets(vault, row),
        known: record.is_refresh ? version : null,
      }
      return { ...(await fetchFile({ database, ways }, asked, to)), lastHash }
    },

    async applied(tx, record, datasetId) {
      // Data that is made with these rows is made anew at its next refresh, even of a file that is the same.
      for (const reader of await readReaders(tx, record.workspace_id, datasetId))
        await forgetVersionOf(tx, reader.datasetId)
      // An upload took the place of its rows: what the source had last says nothing about them any more.
      if (record.source_id === null) return forgetVersionOf(tx, datasetId)
      const row = await lockSource(tx, record.source_id)
      if (!row) return
      const other = await sourceOfDataset(tx, datasetId)
      if (other !== null && other !== row.id)
        throw new AppError(
          'conflict',
          'This dataset has got another source meanwhile. Remove that one first.',
        )
      await updateSource(tx, row.id, {
        dataset_id: datasetId,
        version: record.version,
        content_hash: record.content_hash,
        checked_at: tx.now().toISOString(),
        changed_at: tx.now().toISOString(),
        ...well(row),
      })
      if (row.dataset_id === datasetId) await tellProjects(tx, record, datasetId)
      if (record.is_refresh && record.changes) await tellRefreshed(tx, row, datasetId, record.changes)
    },

    async unchanged(tx, record, isHeld) {
      const row = await lockOf(tx, record)
      if (!row) return
      const checked = { checked_at: tx.now().toISOString() }
      if (isHeld) return updateSource(tx, row.id, checked)
      const { version, content_hash } = record
      const taken = content_hash === null ? {} : { version, content_hash }
      await updateSource(tx, row.id, { ...checked, ...taken, ...well(row) })
      if (row.problem) await tell(tx, row, 'source_recovered', {})
    },

    async held(tx, record, reasons) {
      const [first] = reasons
      const message = reasons.map((reason) => reason.message).join(' ')
      await trouble(tx, record, { code: first!.code, message, importId: record.id })
    },

    async discarded(tx, record) {
      const row = await lockOf(tx, record)
      // One that never brought any rows is nowhere to be seen, and nothing would ever read it.
      if (row && row.dataset_id === null) await deleteSource(tx, row.workspace_id, row.id)
    },

    refused: (tx, record, { code, message }) =>
      trouble(tx, record, { code, message, importId: record.columns.length > 0 ? record.id : null }),
  }
}

async function lockOf(tx: Tx, { source_id }: ImportRecord): Promise<SourceRow | null> {
  return source_id === null ? null : lockSource(tx, source_id)
}

/** It works, and whoever paused it meant to. */
function well({ state }: SourceRow): Pick<SourceRow, 'state' | 'problem'> {
  return { state: state === 'paused' ? 'paused' : 'active', problem: null }
}

/** Told once for each trouble, however often it is met again. */
async function trouble(tx: Tx, record: ImportRecord, problem: NonNullable<Source['problem']>): Promise<void> {
  const row = await lockOf(tx, record)
  if (!row) return
  await updateSource(tx, row.id, {
    state: row.state === 'paused' ? 'paused' : 'failing',
    problem,
    checked_at: tx.now().toISOString(),
  })
  if (row.problem?.code === problem.code) return
  const { message, importId } = problem
  await tell(tx, row, 'refresh_stopped', { message: `${message} Nothing was changed.` }, importId)
}

async function tellRefreshed(
  tx: Tx,
  row: SourceRow,
  datasetId: string,
  { added, changed, removed }: NonNullable<Import['changes']>,
): Promise<void> {
  await tell(tx, { ...row, dataset_id: datasetId }, 'data_refreshed', { added, changed, gone: removed })
}

/** @param importId where it is to be looked at; without it, at the dataset */
async function tell(
  tx: Tx,
  { workspace_id: workspaceId, dataset_id, title }: SourceRow,
  kind: NoticeKind,
  detail: NoticeDetail,
  importId: string | null = null,
): Promise<void> {
  const name = (dataset_id && (await nameOf(tx, dataset_id))) || title
  const subject: NoticeSubject =
    importId === null
      ? { kind: 'dataset', id: dataset_id ?? '', name }
      : { kind: 'import', id: importId, name }
  await raiseNotice(tx, { workspaceId, kind, subject, detail })
}

async function nameOf(queries: Queries, datasetId: string): Promise<string | undefined> {
  return (await summariseDatasets(queries, [datasetId])).get(datasetId)?.name
}
