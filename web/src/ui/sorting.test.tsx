// Long lists sorted by their headings: the address keeps the order, and the server is asked for it.
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { PlanItem } from '../../../src/api/plan.ts'
import type { RunItem } from '../../../src/api/run.ts'
import { routes } from '../api.ts'
import { createFakeApi } from '../test/fake-api.ts'
import { renderApp } from '../test/render-app.tsx'
import { blog, dataset, plan, project, run, session } from '../test/samples.ts'

const row = {
  rowKey: 'P-1',
  line: 2,
  cells: { code: 'P-1', name: 'Canillo', country: 'Andorra', type: 'town' },
}
const planItem: PlanItem = {
  rowKey: 'P-1',
  action: 'create',
  title: 'Canillo',
  slug: 'canillo',
  url: null,
  expectedAt: null,
  changedFields: [],
  resolution: null,
  problems: [],
}
const runItem: RunItem = {
  rowKey: 'P-1',
  title: 'Canillo',
  action: 'create',
  state: 'accepted',
  attempts: 1,
  url: null,
  remoteId: null,
  problem: null,
  requestId: null,
  verification: 'equal',
  differences: [],
  updatedAt: run.createdAt,
}

function withLists() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.datasets.get, dataset)
  api.on(routes.datasets.rows, { items: [row], nextCursor: null, total: 1 })
  api.on(routes.projects.get, { ...project, destination: blog.id })
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.projects.fields, { fields: blog.fields, notes: [], readAt: null })
  api.on(routes.plans.list, { items: [plan], nextCursor: null, total: 1 })
  api.on(routes.plans.items, { items: [planItem], nextCursor: null, total: 1 })
  api.on(routes.runs.get, run)
  api.on(routes.runs.items, { items: [runItem], nextCursor: null, total: 1 })
  return api
}

const lists = [
  {
    path: '/data/dat_1',
    table: /^Rows of/,
    heading: 'country',
    sort: 'column:country',
    endpoint: routes.datasets.rows,
  },
  { path: '/data/dat_1', table: /^Rows of/, heading: 'code', sort: 'key', endpoint: routes.datasets.rows },
  {
    path: '/projects/prj_1?tab=plan&action=create',
    table: 'Pages of the plan',
    heading: 'What happens',
    sort: 'action',
    endpoint: routes.plans.items,
  },
  {
    path: '/runs/run_1?state=accepted',
    table: 'Pages of the run',
    heading: 'In Wix',
    sort: 'verification',
    endpoint: routes.runs.items,
  },
]

it.each(lists)('$path is sorted by $heading, turned round, and left as it comes', async (one) => {
  const api = withLists()
  const { router } = renderApp(one.path, api)
  const table = within(await screen.findByRole('table', { name: one.table }))
  const heading = await table.findByRole('columnheader', { name: one.heading })
  const asked = () => {
    const query = api.callsOf(one.endpoint).at(-1)?.query
    return [query?.get('sort') ?? null, query?.get('desc') ?? null]
  }
  expect([heading.getAttribute('aria-sort'), ...asked()]).toEqual(['none', null, null])
  const before = router.state.location.search
  const click = () => userEvent.click(within(heading).getByRole('button'))

  await click()
  await waitFor(() => expect(asked()).toEqual([one.sort, null]))
  expect(heading.getAttribute('aria-sort')).toBe('ascending')
  expect(router.state.location.search).toEqual({ ...before, sort: one.sort })
  await click()
  await waitFor(() => expect(asked()).toEqual([one.sort, 'true']))
  expect(heading.getAttribute('aria-sort')).toBe('descending')
  expect(router.state.location.search).toEqual({ ...before, sort: one.sort, desc: true })
  await click()
  await waitFor(() => expect(heading.getAttribute('aria-sort')).toBe('none'))
  expect(router.state.location.search).toEqual(before)
})

it('opens the row of a sorted link, whichever part of the list is there', async () => {
  const api = withLists()
  api.on(routes.datasets.row, { ...row, rowKey: 'far', cells: { ...row.cells, code: 'far' } })
  renderApp('/data/dat_1?sort=column:name&desc=true&row=far', api)
  expect(await screen.findByRole('complementary', { name: /far/ })).toBeTruthy()
  await waitFor(() => {
    const { query } = api.callsOf(routes.datasets.rows).at(-1)!
    expect([query.get('sort'), query.get('desc')]).toEqual(['column:name', 'true'])
  })
})

it('has its length, and places to jump to, once an order that took a while is there', async () => {
  const api = withLists()
  api.on(routes.datasets.get, { ...dataset, rowCount: 100_000 })
  api.on(routes.datasets.rows, ({ query }) => {
    if (query.get('offset') === null && query.get('cursor') === null)
      return { items: [], nextCursor: 'same', total: null, searched: { rows: 61_000, of: 100_000 } }
    const from = Number(query.get('offset') ?? 0)
    const items = Array.from({ length: 100 }, (_, n) => ({ ...row, rowKey: `P-${from + n + 1}` }))
    return { items, nextCursor: 'more', total: 100_000 }
  })
  renderApp('/data/dat_1?sort=column:name', api)
  const first = await screen.findByRole('button', { name: 'P-1' })
  expect(screen.getByText('100,000 in all')).toBeTruthy()
  expect(screen.queryByText(/^Searched/)).toBeNull()
  await userEvent.keyboard('j')
  await waitFor(() => expect(document.activeElement).toBe(first))
  await userEvent.keyboard('{End}')
  await screen.findByRole('button', { name: 'P-100000' })
  const offsets = api.callsOf(routes.datasets.rows).flatMap(({ query }) => query.get('offset') ?? [])
  expect(offsets).toEqual(['99900'])
})

it('is searched through no more rows than there are, though they were looked at for their order, too', async () => {
  const api = withLists()
  const last = Promise.withResolvers<void>()
  api.on(routes.datasets.rows, async ({ query }) => {
    const part = Number(query.get('cursor') ?? 0)
    if (part === 2) await last.promise
    const searched = { rows: 80, of: 100 }
    return { items: [], nextCursor: part === 2 ? null : String(part + 1), total: null, searched }
  })
  renderApp('/data/dat_1?sort=column:name&search=x', api)
  expect(await screen.findByText('Searched 100 of 100')).toBeTruthy()
  last.resolve()
  expect(await screen.findByText('No row matches')).toBeTruthy()
})

it('shows the rows of a link whose column went meanwhile', async () => {
  const api = withLists()
  renderApp('/data/dat_1?sort=column:size', api)
  expect(await screen.findByRole('button', { name: 'P-1' })).toBeTruthy()
  expect(api.callsOf(routes.datasets.rows).map(({ query }) => query.get('sort'))).toEqual([null])
})

function onPhone() {
  const wide = window.matchMedia
  onTestFinished(() => void vi.stubGlobal('matchMedia', wide))
  vi.stubGlobal('matchMedia', (query: string) => ({
    ...wide(query),
    matches: query === '(max-width: 600px)',
  }))
}

it('is sorted without its headings on a phone', async () => {
  onPhone()
  const api = withLists()
  const { router } = renderApp('/runs/run_1', api)
  const sort = await screen.findByRole('combobox', { name: 'Sort' })
  expect(sort).toHaveProperty('value', 'row')
  await userEvent.selectOptions(sort, 'By last change, last first')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ sort: 'changed', desc: true }))
  expect(sort).toHaveProperty('value', '-changed')
  await userEvent.selectOptions(sort, 'By row')
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('sort'))
  expect(router.state.location.search).not.toHaveProperty('desc')
})

it('is sorted either way on a phone, whatever its columns are called', async () => {
  onPhone()
  const api = withLists()
  const [first, ...others] = dataset.columns
  api.on(routes.datasets.get, { ...dataset, columns: [first!, { ...others[0]!, name: 'meta desc' }] })
  const { router } = renderApp('/data/dat_1', api)
  const sort = await screen.findByRole('combobox', { name: 'Sort' })
  for (const [label, search] of [
    ['By meta desc', { sort: 'column:meta desc' }],
    ['By meta desc, last first', { sort: 'column:meta desc', desc: true }],
  ] as const) {
    await userEvent.selectOptions(sort, label)
    await waitFor(() => expect(router.state.location.search).toEqual(search))
    const shown = within(sort).getByRole('option', { name: label, selected: true })
    expect(sort).toHaveProperty('value', (shown as HTMLOptionElement).value)
  }
})
