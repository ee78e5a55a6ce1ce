import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rowChangeKinds } from '../../../src/api/row-change-kind.ts'
import { datasetQuery, datasetsQuery, importQuery, rowsQuery } from '../queries/data.ts'
import { sourceKindsQuery, sourcesQuery } from '../queries/sources.ts'
import { rowPanel, tabs } from '../screens/data/later.ts'
import { codeAhead, fetchAhead } from './ahead.ts'
import { id, names, ofWholeList, oneOf, rowKey, searchOf, text, words, yes } from './search.ts'
import { shell } from './shell.ts'

const data = createRoute({
  getParentRoute: () => shell,
  path: '/data',
  validateSearch: searchOf(ofWholeList),
  loader: ({ context }) => fetchAhead(context.queryClient, [datasetsQuery, sourcesQuery]),
  component: lazyRouteComponent(() => import('../screens/data/DatasetsScreen.tsx'), 'DatasetsScreen'),
})

const sources = createRoute({
  getParentRoute: () => shell,
  path: '/data/sources',
  validateSearch: searchOf({ ...ofWholeList, state: text(40) }),
  loader: ({ context }) => fetchAhead(context.queryClient, [sourcesQuery, datasetsQuery]),
  component: lazyRouteComponent(() => import('../screens/data/SourcesScreen.tsx'), 'SourcesScreen'),
})

const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/data/import',
  /** The dataset whose rows the file replaces. */
  validateSearch: searchOf({ dataset: id }),
  component: lazyRouteComponent(() => import('../screens/data/UploadScreen.tsx'), 'UploadScreen'),
})

const connect = createRoute({
  getParentRoute: () => shell,
  path: '/data/connect',
  /** The dataset whose rows the source gives. */
  validateSearch: searchOf({ dataset: id }),
  loader: ({ context }) => fetchAhead(context.queryClient, [sourceKindsQuery]),
  component: lazyRouteComponent(() => import('../screens/data/ConnectScreen.tsx'), 'ConnectScreen'),
})

const importRoute = createRoute({
  getParentRoute: () => shell,
  path: '/data/imports/$id',
  validateSearch: searchOf({
    tab: oneOf(['columns', 'preview', 'steps', 'set-aside']),
    change: oneOf(rowChangeKinds),
  }),
  loader: ({ context, params }) => fetchAhead(context.queryClient, [importQuery(params.id)]),
  component: lazyRouteComponent(() => import('../screens/data/ImportScreen.tsx'), 'ImportScreen'),
})

const datasetSearch = searchOf({
  tab: oneOf(['rows', 'columns', 'steps', 'ai', 'source', 'set-aside']),
  search: words,
  /** `key`, or `column:` and a name. */
  sort: text(1000),
  desc: yes,
  row: rowKey,
  columns: names,
  /** A column that a step is to read as it seems to be written. */
  read: text(200),
})
const dataset = createRoute({
  getParentRoute: () => shell,
  path: '/data/$id',
  validateSearch: datasetSearch,
  // Here and not in the loader, which would fetch the list again with each row that is opened.
  beforeLoad: ({ search: { tab = 'rows', row } }) =>
    codeAhead(tab === 'rows' && row !== undefined ? rowPanel : undefined),
  loaderDeps: ({ search: { tab, search, sort } }) => ({ tab, search, sort }),
  // Whether the data has the column it is sorted by is known when it is there.
  loader: ({ context, params: { id }, deps: { tab = 'rows', search = '', sort } }) => {
    fetchAhead(
      context.queryClient,
      [datasetQuery(id)],
      tab === 'rows' && !sort ? [rowsQuery(id, { search })] : [],
    )
    if (tab === 'source' || tab === 'ai' || tab === 'steps') return codeAhead(tabs[tab])
  },
  component: lazyRouteComponent(() => import('../screens/data/DatasetScreen.tsx'), 'DatasetScreen'),
})

export const dataRoutes = [data, sources, newImport, connect, importRoute, dataset] as const
