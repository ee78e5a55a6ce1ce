// What a plan says and asks before pages are taken away.
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { withPlan } from '../../test/plan-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, cms, plan, run } from '../../test/samples.ts'

describe('the removals of a plan', () => {
  it('says of removals what becomes of them: the trash, or nothing that can be restored', async () => {
    renderApp('/projects/prj_1?tab=plan', withPlan({}))
    expect(await screen.findByText(/Wix keeps them in its trash/)).toBeTruthy()
  })

  it('asks once more before pages are deleted for good', async () => {
    const willSend = { total: 4774, byAction: { create: 4200, update: 560, move: 12, remove: 2 } }
    const api = withPlan({ includeRemovals: true, willSend }, cms)
    api.on(routes.plans.apply, run)
    api.on(routes.runs.get, run)
    api.on(routes.runs.items, { items: [], nextCursor: null, total: 0 })
    const { router } = renderApp('/projects/prj_1?tab=plan', api)
    expect(await screen.findByText(/they are deleted for good/)).toBeTruthy()
    const label = 'Publish 4,774 pages to Acme Tiles'
    await userEvent.click(screen.getByRole('button', { name: label }))
    const dialog = await screen.findByRole('dialog', { name: 'Delete 2 pages for good?' })
    expect(api.callsOf(routes.plans.apply)).toHaveLength(0)
    await userEvent.click(within(dialog).getByRole('button', { name: label }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run_1'))
  })

  it('removes nothing while it is not known whether that is for good', async () => {
    const willSend = { total: 4774, byAction: { create: 4200, update: 560, move: 12, remove: 2 } }
    const api = withPlan({ includeRemovals: true, willSend }, cms)
    api.fail(routes.destinations.list, 500, 'internal', 'The destinations could not be read.')
    renderApp('/projects/prj_1?tab=plan', api)
    const words = await screen.findByText('Whether removed pages are deleted for good could not be loaded')
    expect(screen.getByRole('button', { name: /^Publish 4,774/ })).toHaveProperty('disabled', true)
    expect(screen.queryByText(/Wix keeps them in its trash|deleted for good\./)).toBeNull()
    api.on(routes.destinations.list, { items: [blog, cms] })
    await userEvent.click(within(words.closest('div')!).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/they are deleted for good/)).toBeTruthy()
    expect(screen.getByRole('button', { name: /^Publish 4,774/ })).toHaveProperty('disabled', false)
  })

  it('has a large number of deletions typed', async () => {
    const counts = { ...plan.counts, remove: 240 }
    const willSend = { total: 240, byAction: { remove: 240 } }
    renderApp('/projects/prj_1?tab=plan', withPlan({ counts, includeRemovals: true, willSend }, cms))
    await screen.findByText(/they are deleted for good/)
    await userEvent.click(screen.getByRole('button', { name: /^Publish/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Delete 240 pages for good?' })
    const button = within(dialog).getByRole('button', { name: /^Publish/ })
    expect(button).toHaveProperty('disabled', true)
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Type 240 to confirm' }), '240')
    expect(button).toHaveProperty('disabled', false)
  })
})
