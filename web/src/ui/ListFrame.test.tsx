import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { routes } from '../api.ts'
import { createFakeApi } from '../test/fake-api.ts'
import { renderApp } from '../test/render-app.tsx'
import { dataset, project, run, session } from '../test/samples.ts'

function withRows(count: number) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.datasets.get, dataset)
  api.on(routes.datasets.rows, ({ query }) => {
    const all = Array.from({ length: count }, (_, i) => ({
      rowKey: `P-${i + 1}`,
      line: i + 2,
      cells: { code: `P-${i + 1}`, name: `Place ${i + 1}`, country: 'Austria', type: 'town' },
    }))
    const items = all.filter(({ rowKey }) => rowKey.includes(query.get('search') ?? ''))
    return { items, nextCursor: null, total: items.length }
  })
  return api
}

describe('a list', () => {
  it('is gone through with j and k, and opens the next row while one is open', async () => {
    const { router } = renderApp('/data/dat_1', withRows(30))
    const first = await screen.findByRole('button', { name: 'P-1' })
    await userEvent.keyboard('j')
    await waitFor(() => expect(document.activeElement).toBe(first))
    await userEvent.keyboard('j{Enter}')
    await screen.findByRole('complementary', { name: 'P-2' })
    await userEvent.keyboard('j')
    await screen.findByRole('complementary', { name: 'P-3' })
    await userEvent.keyboard('k')
    await screen.findByRole('complementary', { name: 'P-2' })
    expect(router.state.location.search).toMatchObject({ row: 'P-2' })
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'P-2' })).toBeNull())
  })

  it('keeps its search in the address, and says when nothing matches', async () => {
    const { router } = renderApp('/data/dat_1', withRows(30))
    await screen.findByRole('button', { name: 'P-1' })
    await userEvent.keyboard('/')
    await userEvent.keyboard('P-7')
    await waitFor(() => expect(router.state.location.search).toEqual({ search: 'P-7' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'P-1' })).toBeNull())
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search the rows' }), 'xyz')
    expect(await screen.findByText('No row matches')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Clear the search' }))
    expect(await screen.findByRole('button', { name: 'P-1' })).toBeTruthy()
    expect(router.state.location.search).toEqual({})
  })

  it('draws of many rows those in view, and tells how many there are', async () => {
    renderApp('/data/dat_1', withRows(5000))
    await screen.findByRole('button', { name: 'P-1' })
    const table = screen.getByRole('table', { name: 'Rows of Places' })
    expect(within(table).getAllByRole('row').length).toBeLessThan(60)
    expect(table.getAttribute('aria-rowcount')).toBe('5001')
    expect(screen.getByText('5,000 in all')).toBeTruthy()
  })

  it('asks the server by its filters, which an address may bring along', async () => {
    const api = createFakeApi()
    api.on(routes.session.get, session)
    api.on(routes.runs.get, run)
    api.on(routes.runs.items, { items: [], nextCursor: null, total: 0 })
    api.on(routes.projects.get, project)
    const { router } = renderApp('/runs/run_1?state=rejected', api)
    expect(await screen.findByText('No page matches these filters')).toBeTruthy()
    const state = screen.getByRole('combobox', { name: 'State' })
    expect(state).toHaveProperty('value', 'rejected')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'In Wix' }), 'different')
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ state: 'rejected', verification: 'different' }),
    )
    await waitFor(() =>
      expect(api.callsOf(routes.runs.items).map(({ query }) => query.get('verification'))).toContain(
        'different',
      ),
    )
    await userEvent.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!)
    await waitFor(() => expect(router.state.location.search).toEqual({}))
  })
})
