import type { Row } from '../../api/dataset.ts'
import { listAsAsked } from '../../api/list-order.ts'
import { routes } from '../../api/routes.ts'
import { datasetList } from '../../api/whole-lists.ts'
import type { ColumnReadings } from '../../data/columns/column-readings.ts'
import { correctionsOfRows, listCorrections } from '../../data/corrections/correction-store.ts'
import type { CellOf, Corrections } from '../../data/corrections/corrections.ts'
import { getDataset, listDatasets, removeDataset, renameDataset, toDataset } from '../../data/datasets.ts'
import { findKeptFile } from '../../data/imports/kept-file.ts'
import {
  type DataRow,
  lineBefore,
  readRows,
  readRowsByKeys,
  readSetAside,
  searchRows,
} from '../../data/rows/rows.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { projectsOfDataset } from '../../projects/project-store.ts'
import { cursorAfter, encodeCursor, noPlaces, readNumberCursor, readTextCursor } from '../paging.ts'
import { type Actor, type Route, route } from '../route.ts'
import { listSortedRows } from '../sorted-rows.ts'
import { withAudit } from '../with-audit.ts'

export function datasetsRoutes({
  database,
  forgetFile,
  corrections,
  readings,
}: {
  database: Database
  /** Deletes the file that an import of a deleted dataset brought. */
  forgetFile(importId: string): Promise<void>
  corrections: Corrections
  readings: ColumnReadings
}): Route[] {
  /** The rows, those with corrected cells with what was corrected. */
  async function marked(datasetId: string, rows: DataRow[]): Promise<Row[]> {
    const found = await correctionsOfRows(
      database,
      datasetId,
      rows.map(({ rowKey }) => rowKey),
    )
    return rows.map((row) => {
      const corrections = found.get(row.rowKey)
      return corrections ? { ...row, corrections } : row
    })
  }

  return [
    route(routes.datasets.list, async ({ actor, query }) =>
      listAsAsked((await listDatasets(database, actor.workspaceId)).map(toDataset), query, datasetList),
    ),
    route(routes.datasets.get, async ({ actor, params }) =>
      toDataset(await getDataset(database, actor.workspaceId, params.id)),
    ),
    withAudit(
      database,
      'dataset.renamed',
      route(routes.datasets.update, async ({ actor, params, body }) =>
        toDataset(await renameDataset(database, actor.workspaceId, params.id, body.name)),
      ),
    ),
    withAudit(
      database,
      'dataset.deleted',
      route(routes.datasets.remove, async ({ actor, params }) => {
        const kept = await findKeptFile(database, params.id)
        await removeDataset(database, actor.workspaceId, params.id, projectsOfDataset)
        if (kept) await forgetFile(kept.importId)
        return undefined
      }),
    ),
    route(routes.datasets.rows, async ({ actor, params, query }) => {
      const dataset = await getDataset(database, actor.workspaceId, params.id)
      const { rowSetId, rowCount } = dataset
      const text = query.search.trim()
      if (query.offset !== undefined && text !== '') throw noPlaces()
      const sorted = await listSortedRows(database, dataset, { ...query, text })
      if (sorted) {
        const { rows, ...rest } = sorted
        return { items: await marked(params.id, rows), ...rest }
      }
      const page = { afterLine: readNumberCursor(query.cursor) ?? 0, limit: query.limit }
      if (query.offset !== undefined) {
        const afterLine = await lineBefore(database, rowSetId, query.offset)
        const rows = afterLine === null ? [] : await readRows(database, rowSetId, { ...page, afterLine })
        return {
          items: await marked(params.id, rows),
          nextCursor: cursorAfter(rows, query.limit, (row) => row.line),
          total: rowCount,
        }
      }
      if (text !== '') {
        const { items, next, looked } = await searchRows(database, rowSetId, { ...page, text })
        return {
          items: await marked(params.id, items),
          nextCursor: next === null ? null : encodeCursor(next),
          total: null,
          searched: { rows: looked, of: rowCount },
        }
      }
      const items = await marked(params.id, await readRows(database, rowSetId, page))
      return { items, nextCursor: cursorAfter(items, query.limit, (row) => row.line), total: rowCount }
    }),
    route(routes.datasets.row, async ({ actor, params: { id, rowKey } }) => {
      const { rowSetId } = await getDataset(database, actor.workspaceId, id)
      const [row] = await marked(id, await readRowsByKeys(database, rowSetId, [rowKey]))
      if (!row) throw new AppError('not_found', `The data has no row "${rowKey}". Go back to the rows.`)
      return row
    }),
    route(routes.datasets.tryReading, ({ actor, params, body }) =>
      readings.attempt(columnOf(actor, params), body.readAs),
    ),
    withAudit(
      database,
      'dataset.column_read',
      route(routes.datasets.setReading, async ({ actor, params, body }) =>
        toDataset(await readings.set(columnOf(actor, params), body.readAs)),
      ),
    ),
    withAudit(
      database,
      'dataset.cell_corrected',
      route(routes.datasets.correct, ({ actor, params, body }) =>
        corrections.correct(cellOf(actor, params), body.value, actor.name),
      ),
    ),
    withAudit(
      database,
      'dataset.correction_undone',
      route(routes.datasets.undoCorrection, ({ actor, params }) => corrections.undo(cellOf(actor, params))),
    ),
    route(routes.datasets.corrections, async ({ actor, params, query }) => {
      await getDataset(database, actor.workspaceId, params.id)
      const after = readTextCursor(query.cursor)?.split('\u0001') ?? []
      const { limit } = query
      const { items, total } = await listCorrections(database, params.id, {
        after: [after[0] ?? '', after[1] ?? ''],
        limit,
      })
      // Control characters stand in no key and no name.
      const nextCursor = cursorAfter(items, limit, ({ rowKey, column }) => `${rowKey}\u0001${column}`)
      return { items, nextCursor, total }
    }),
    route(routes.datasets.setAside, async ({ actor, params, query }) => {
      const { rowSetId, setAsideCount } = await getDataset(database, actor.workspaceId, params.id)
      const page = { afterLine: readNumberCursor(query.cursor) ?? 0, limit: query.limit }
      const items = await readSetAside(database, rowSetId, page)
      return { items, nextCursor: cursorAfter(items, query.limit, (row) => row.line), total: setAsideCount }
    }),
  ]
}

function columnOf({ workspaceId }: Actor, { id: datasetId, column }: { id: string; column: string }) {
  return { workspaceId, datasetId, column }
}

function cellOf(
  { workspaceId }: Actor,
  { id: datasetId, rowKey, column }: { id: string; rowKey: string; column: string },
): CellOf {
  return { workspaceId, datasetId, rowKey, column }
}
