import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rowListQuerySchema } from '../../../src/api/dataset.ts'
import { rowChangesQuerySchema } from '../../../src/api/import.ts'
import { idParamsSchema, rowParamsSchema } from '../../../src/api/paging.ts'
import { datasetQuery, datasetsQuery, importQuery, rowsQuery } from '../queries/data.ts'
import { fetchAhead } from './ahead.ts'
import { searchOf } from './search.ts'
import { shell } from './shell.ts'

const data = createRoute({
  getParentRoute: () => shell,
  path: '/data',
  loader: ({ context }) => fetchAhead(context.queryClient, [datasetsQuery]),
  component: lazyRouteComponent(() => import('../screens/data/DatasetsScreen.tsx'), 'DatasetsScreen'),
})

const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/data/import',
  /** The dataset whose rows the file replaces. */
  validateSearch: searchOf({ dataset: idParamsSchema.shape.id }),
  component: lazyRouteComponent(() => import('../screens/data/UploadScreen.tsx'), 'UploadScreen'),
})

const importRoute = createRoute({
  getParentRoute: () => shell,
  path: '/data/imports/$id',
  validateSearch: searchOf({
    tab: z.enum(['columns', 'preview', 'set-aside']),
    change: rowChangesQuerySchema.shape.change,
  }),
  loader: ({ context, params }) => fetchAhead(context.queryClient, [importQuery(params.id)]),
  component: lazyRouteComponent(() => import('../screens/data/ImportScreen.tsx'), 'ImportScreen'),
})

const datasetSearch = searchOf({
  tab: z.enum(['rows', 'columns', 'set-aside']),
  ...rowListQuerySchema.shape,
  row: rowParamsSchema.shape.rowKey,
})
const dataset = createRoute({
  getParentRoute: () => shell,
  path: '/data/$id',
  validateSearch: datasetSearch,
  loaderDeps: ({ search: { tab, search } }) => ({ tab, search }),
  loader: ({ context, params: { id }, deps: { tab = 'rows', search = '' } }) =>
    fetchAhead(context.queryClient, [datasetQuery(id)], tab === 'rows' ? [rowsQuery(id, search)] : []),
  component: lazyRouteComponent(() => import('../screens/data/DatasetScreen.tsx'), 'DatasetScreen'),
})

export const dataRoutes = [data, newImport, importRoute, dataset] as const
