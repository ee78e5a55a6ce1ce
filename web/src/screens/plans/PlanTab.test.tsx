import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../src/api/plan.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, cms, plan, project, run, session } from '../../test/samples.ts'

function withPlan(changes: Partial<Plan>, destination = blog) {
  const api = createFakeApi()
  const shown = { ...plan, ...changes }
  api.on(routes.session.get, session)
  api.on(routes.projects.get, { ...project, destination: destination.id })
  api.on(routes.destinations.list, { items: [blog, cms] })
  api.on(routes.projects.fields, { fields: destination.fields, notes: [], readAt: null })
  api.on(routes.plans.list, { items: [shown], nextCursor: null, total: 1 })
  api.on(routes.plans.items, { items: [], nextCursor: null, total: 0 })
  return api
}

describe('the plan', () => {
  it('says in a sentence what would happen and what was edited in Wix', async () => {
    renderApp('/projects/prj_1?tab=plan', withPlan({}))
    expect(
      await screen.findByText('Create 4,200 pages, update 560, move 12, leave 38,000 unchanged'),
    ).toBeTruthy()
    expect(screen.getByText(/23 pages were edited in Wix since the last run/)).toBeTruthy()
    expect(screen.getByRole('checkbox', { name: /Also remove 2 pages/ })).toHaveProperty('checked', false)
  })

  it('starts one run for a double click', async () => {
    const api = withPlan({})
    api.on(routes.plans.apply, run)
    api.on(routes.runs.get, run)
    api.on(routes.runs.items, { items: [], nextCursor: null, total: 0 })
    const { router } = renderApp('/projects/prj_1?tab=plan', api)
    const button = await screen.findByRole('button', { name: 'Publish 4,772 pages to Acme Tiles' })
    await userEvent.dblClick(button)
    await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run_1'))
    expect(api.callsOf(routes.plans.apply)).toHaveLength(1)
  })

  it('cannot be pressed when nothing would be sent, and says why', async () => {
    const blockedReason = 'Every page in Wix already equals its row.'
    const willSend = { total: 0, byAction: {} }
    renderApp('/projects/prj_1?tab=plan', withPlan({ willSend, blockedReason }))
    const button = await screen.findByRole('button', { name: 'Nothing to publish' })
    expect(button).toHaveProperty('disabled', true)
    expect(screen.getByText(blockedReason)).toBeTruthy()
  })

  it('publishes three conflicts that take ours, as the server decided', async () => {
    const counts = { ...plan.counts, create: 0, update: 0, move: 0, remove: 0, conflict: 3 }
    const willSend = { total: 3, byAction: { conflict: 3 } }
    renderApp('/projects/prj_1?tab=plan', withPlan({ counts, conflictsOpen: 0, willSend }))
    const button = await screen.findByRole('button', { name: 'Publish 3 pages to Acme Tiles' })
    expect(button).toHaveProperty('disabled', false)
    expect(screen.getByText(/^Overwrite 3 pages edited in Wix, leave/)).toBeTruthy()
  })

  it('accepts pages as they are in Wix without promising a call', async () => {
    const counts = { ...plan.counts, create: 0, update: 0, move: 0, remove: 0, conflict: 3 }
    const willSend = { total: 0, byAction: {} }
    renderApp('/projects/prj_1?tab=plan', withPlan({ counts, conflictsOpen: 0, willSend, willSettle: 3 }))
    const button = await screen.findByRole('button', { name: 'Keep 3 pages as in Wix' })
    expect(button).toHaveProperty('disabled', false)
    expect(screen.queryByText(/^Takes /)).toBeNull()
  })

  it('says what is taken over, and shows what Wix has beside what the row says', async () => {
    const item = {
      rowKey: 'P-1',
      action: 'adopt' as const,
      title: 'Vienna',
      slug: 'vienna',
      url: null,
      changedFields: ['title'],
      resolution: null,
      problems: [{ code: 'adopted', severity: 'note' as const, message: 'It exists on the site already.' }],
    }
    const willSend = { total: 4784, byAction: { create: 4200, adopt: 12, update: 560, move: 12 } }
    const api = withPlan({ counts: { ...plan.counts, adopt: 12 }, willSend })
    api.on(routes.plans.items, { items: [item], nextCursor: null, total: 1 })
    api.on(routes.plans.item, {
      ...item,
      changes: [{ field: 'title', before: 'Wien', after: 'Vienna', theirs: null }],
      payload: null,
    })
    renderApp('/projects/prj_1?tab=plan&action=adopt&row=P-1', api)
    expect(await screen.findByText(/^Create 4,200 pages, take over 12, update 560/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Publish 4,784 pages to Acme Tiles' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Take over 12' }).getAttribute('aria-pressed')).toBe('true')
    const panel = await screen.findByRole('complementary', { name: 'Vienna' })
    expect(await within(panel).findByText(/These fields change from what Wix has now/)).toBeTruthy()
    expect(within(panel).getByText('Wien').tagName).toBe('DEL')
    expect(within(panel).getByText('Vienna', { selector: 'ins' })).toBeTruthy()
  })

  it('counts images that are imported apart from what is created', async () => {
    const creates = [
      { kind: 'store_category', count: 2, names: ['Tiles', 'Gifts'] },
      { kind: 'image', count: 37, names: ['https://example.com/a.jpg'] },
    ]
    renderApp('/projects/prj_1?tab=plan', withPlan({ creates }))
    expect(await screen.findByText('2 store categories will be created first')).toBeTruthy()
    expect(screen.getByText('37 images will be imported first, once for the whole site')).toBeTruthy()
  })

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
