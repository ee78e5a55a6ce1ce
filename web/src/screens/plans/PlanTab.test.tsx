import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../src/api/plan.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { plan, project, run, session } from '../../test/samples.ts'

function withPlan(changes: Partial<Plan>) {
  const api = createFakeApi()
  const shown = { ...plan, ...changes }
  api.on(routes.session.get, session)
  api.on(routes.projects.get, project)
  api.on(routes.plans.list, { items: [shown], nextCursor: null, total: 1 })
  api.on(routes.plans.items, { items: [], nextCursor: null, total: 0 })
  return api
}

describe('the plan', () => {
  it('says in a sentence what would happen and what was edited in Wix', async () => {
    renderApp('/projects/prj_1?tab=plan', withPlan({}))
    expect(
      await screen.findByText('Create 4,200, update 560, move 12, leave 38,000 unchanged, remove 0'),
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
    const nothing = { ...plan.counts, create: 0, update: 0, move: 0, remove: 0, conflict: 0 }
    renderApp('/projects/prj_1?tab=plan', withPlan({ counts: nothing, conflictsOpen: 0 }))
    const button = await screen.findByRole('button', { name: 'Nothing to publish to Acme Tiles' })
    expect(button).toHaveProperty('disabled', true)
    expect(screen.getByText('Every page in Wix already equals its row.')).toBeTruthy()
  })
})
