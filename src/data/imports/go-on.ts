// How a refresh goes on by itself: from what was analysed to rows, from rows to the dataset, or to where a person looks.
import type { RefreshReason } from '../../api/import.ts'
import type { Database, Tx } from '../../db/types.ts'
import { isAppError } from '../../errors.ts'
import { type DatasetVersion, datasetVersion, findDataset } from '../datasets.ts'
import { judgeRefresh } from '../refresh/judge-refresh.ts'
import { retireRowSet } from '../rows/row-set.ts'
import { otherSteps } from '../steps/stored-steps.ts'
import { applyImport } from './apply-import.ts'
import { chooseKey } from './choose-key.ts'
import { findFilledColumns } from './filled-columns.ts'
import type { ImportRecord } from './import-record.ts'
import type { ImportSources } from './import-source.ts'
import { moveImport } from './import-store.ts'
import { findKeptFile, keptAmong } from './kept-file.ts'
import { emptyUnchanged } from './tidy-imports.ts'
import type { Uploads } from './upload.ts'

export interface GoOnDeps {
  database: Database
  uploads: Uploads
  sources: ImportSources
}

/** Whether it stands where `goOn` has something to do. */
export function goesOn({ is_refresh, state, reasons }: ImportRecord): boolean {
  return is_refresh && reasons.length === 0 && (state === 'analysed' || state === 'loaded')
}

/** One step. */
export async function goOn(deps: GoOnDeps, record: ImportRecord): Promise<void> {
  const { database } = deps
  const base = record.dataset_id === null ? null : await datasetVersion(database, record.dataset_id)
  if (!base) return end(deps, record, () => Promise.resolve())
  if (await beginAgain(database, record, base)) return
  const keyColumns = base.keyParts ?? [base.keyColumn]
  const filled = await findFilledColumns(database, record.dataset_id!)
  const shape = shapeOf(base, filled?.columns.map(({ name }) => name) ?? [])
  const reasons = judgeRefresh(shape, shapeOfFile(record), keyColumns, record.changes)
  if (record.state === 'analysed') {
    // With its key it can be compared, so that its owner sees what would become of the rows.
    if (reasons.some(({ code }) => code === 'key_gone')) return hold(deps, record, reasons)
    const dataset = await findDataset(database, record.workspace_id, record.dataset_id!)
    const key = chooseKey(record, dataset, keyColumns)
    await moveImport(database, record.id, 'loading', {
      ...key,
      key_notes: [],
      progress: { rows: 0, fraction: 0 },
    })
    return
  }
  if (reasons.length > 0) return hold(deps, record, reasons)
  if (isAsBefore(record, base)) return endUnchanged(deps, record, {})
  await takeOver(deps, record)
}

/**
 * Where the dataset is not what it was when the refresh was read: through its steps of now, or compared with its rows
 * of now, it may be something else.
 * @returns whether it is
 */
async function beginAgain(
  database: Database,
  { id, state, dataset_id, steps, base_row_set_id }: ImportRecord,
  base: DatasetVersion,
): Promise<boolean> {
  const now = await otherSteps(database, dataset_id!, steps)
  const begun = { changes: null, base_row_set_id: null, progress: { rows: 0, fraction: 0 } }
  if (now) await moveImport(database, id, 'analysing', { ...begun, steps: now })
  else if (state === 'loaded' && base_row_set_id !== base.rowSetId)
    await moveImport(database, id, 'loading', begun)
  else return false
  return true
}

/** @param filled columns that no file has brought: whoever removed one has not lost it */
function shapeOf({ rowCount, columnNames, keyParts, keyColumn }: DatasetVersion, filled: readonly string[]) {
  const combined = keyParts === null ? null : keyColumn
  return { rowCount, columnNames: columnNames.filter((name) => name !== combined && !filled.includes(name)) }
}

function shapeOfFile({ row_count, columns }: ImportRecord) {
  return { rowCount: row_count, columnNames: columns.map((column) => column.name) }
}

function isAsBefore({ changes, columns }: ImportRecord, base: DatasetVersion): boolean {
  const there = new Set(base.columnNames)
  return (
    changes !== null &&
    changes.added + changes.changed + changes.removed === 0 &&
    columns.every((column) => there.has(column.name))
  )
}

/** Applies it; its dataset keeps its file in place of the one before. @returns the id of the dataset */
export async function applyAndKeep(
  { database, uploads, sources }: GoOnDeps,
  { id, workspace_id, dataset_id }: ImportRecord,
): Promise<string> {
  const before = dataset_id === null ? null : await findKeptFile(database, dataset_id)
  const datasetId = await applyImport(database, workspace_id, id, async (tx, record, to) => {
    if (record.source_id !== null) await discardOthers(tx, record)
    await sources.applied(tx, record, to)
  })
  await sources.afterApplied?.()
  if (before && !(await keptAmong(database, [before.importId])).has(before.importId))
    await uploads.remove(before.importId)
  return datasetId
}

async function takeOver(deps: GoOnDeps, record: ImportRecord): Promise<void> {
  try {
    await applyAndKeep(deps, record)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'stale') throw error
    // Somebody replaced the rows, or changed the steps, in this very moment.
    const base = await datasetVersion(deps.database, record.dataset_id!)
    if (!base || !(await beginAgain(deps.database, record, base))) throw error
  }
}

async function hold(deps: GoOnDeps, record: ImportRecord, reasons: RefreshReason[]): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update imports set reasons = $2, updated_at = $4
        where id = $1 and state = $3 and reasons = '[]'`,
      [record.id, JSON.stringify(reasons), record.state, tx.now()],
    )
    if (rowCount === 0) return
    await discardOthers(tx, record)
    await deps.sources.held(tx, record, reasons)
  })
}

/** What the refresh has brought is what the dataset has. */
export async function endUnchanged(
  deps: GoOnDeps,
  record: ImportRecord,
  { isHeld = false, ...what }: Partial<Pick<ImportRecord, 'version' | 'content_hash'>> & { isHeld?: boolean },
): Promise<void> {
  await end(deps, { ...record, ...what }, async (tx) => {
    if (!isHeld) await discardOthers(tx, record)
    await deps.sources.unchanged(tx, { ...record, ...what }, isHeld)
  })
}

async function end(
  { database, uploads }: GoOnDeps,
  { id, version, content_hash }: ImportRecord,
  tell: (tx: Tx) => Promise<void>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const moved = await moveImport(tx, id, 'discarded', { is_unchanged: true, version, content_hash })
    if (!moved) return
    if (moved.row_set_id) await retireRowSet(tx, moved.row_set_id)
    await emptyUnchanged(tx, id)
    await tell(tx)
  })
  await uploads.remove(id)
}

/** Refreshes of before that wait for a person are over: this one is what the source has now. */
async function discardOthers(tx: Tx, { id, source_id }: ImportRecord): Promise<void> {
  const { rows } = await tx.query<{ row_set_id: string | null }>(
    `update imports set state = 'discarded', updated_at = $3
      where source_id = $1 and id <> $2 and is_refresh and state in ('analysed', 'loaded', 'refused', 'failed')
      returning row_set_id`,
    [source_id, id, tx.now()],
  )
  for (const { row_set_id } of rows) if (row_set_id) await retireRowSet(tx, row_set_id)
}
