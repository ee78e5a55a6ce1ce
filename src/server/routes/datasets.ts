import { routes } from '../../api/routes.ts'
import { getDataset, listDatasets, removeDataset, renameDataset, toDataset } from '../../data/datasets.ts'
import { readRows, readSetAside, searchRows } from '../../data/rows.ts'
import type { Database } from '../../db/types.ts'
import { projectsOfDataset } from '../../projects/project-store.ts'
import { cursorAfter, encodeCursor, readNumberCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

export function datasetsRoutes({ database }: { database: Database }): Route[] {
  return [
    route(routes.datasets.list, async ({ actor }) => ({
      items: (await listDatasets(database, actor.workspaceId)).map(toDataset),
    })),
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
        await removeDataset(database, actor.workspaceId, params.id, projectsOfDataset)
        return undefined
      }),
    ),
    route(routes.datasets.rows, async ({ actor, params, query }) => {
      const { rowSetId, rowCount } = await getDataset(database, actor.workspaceId, params.id)
      const page = { afterLine: readNumberCursor(query.cursor) ?? 0, limit: query.limit }
      const text = query.search.trim()
      if (text !== '') {
        const { rows, nextLine } = await searchRows(database, rowSetId, { ...page, text })
        return { items: rows, nextCursor: nextLine === null ? null : encodeCursor(nextLine), total: null }
      }
      const items = await readRows(database, rowSetId, page)
      return { items, nextCursor: cursorAfter(items, query.limit, (row) => row.line), total: rowCount }
    }),
    route(routes.datasets.setAside, async ({ actor, params, query }) => {
      const { rowSetId, setAsideCount } = await getDataset(database, actor.workspaceId, params.id)
      const page = { afterLine: readNumberCursor(query.cursor) ?? 0, limit: query.limit }
      const items = await readSetAside(database, rowSetId, page)
      return { items, nextCursor: cursorAfter(items, query.limit, (row) => row.line), total: setAsideCount }
    }),
  ]
}
