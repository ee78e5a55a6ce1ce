import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Project } from '../../../../src/api/project.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, cms, collectionFields, connection, project, session, template } from '../../test/samples.ts'

function withProject(changes: Partial<Project>) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.projects.get, { ...project, destination: 'wix/cms', ...changes })
  api.on(routes.destinations.list, { items: [blog, cms] })
  api.on(routes.connections.list, { items: [connection] })
  api.on(routes.templates.list, { items: [template] })
  api.on(routes.connections.choices, { items: [{ id: 'Places', label: 'Places' }], complete: true })
  api.on(routes.runs.list, { items: [], nextCursor: null, total: 0 })
  api.on(routes.projects.fields, {
    fields: collectionFields,
    notes: [
      { code: 'removal_is_final', severity: 'note', message: 'Wix CMS has no trash.' },
      { code: 'no_dynamic_page', severity: 'warning', message: 'The collection has no dynamic page.' },
    ],
    readAt: project.createdAt,
  })
  return api
}

describe('above a project', () => {
  it('stands which permissions are missing, what is lost without them, and where to go', async () => {
    const missingPermissions = [
      { name: 'Manage Data Items', without: 'No item can be created or read.', required: true },
      { name: 'Manage Media Manager', without: 'Pictures stay where they are.', required: false },
    ]
    renderApp('/projects/prj_1?tab=runs', withProject({ missingPermissions }))
    const blocked = await screen.findByRole('region', { name: /This project cannot publish/ })
    expect(within(blocked).getByText('Manage Data Items')).toBeTruthy()
    expect(within(blocked).getByText(/No item can be created or read/)).toBeTruthy()
    expect(within(blocked).getByRole('link', { name: 'Connections' }).getAttribute('href')).toBe(
      '/connections',
    )
    const lesser = screen.getByRole('region', { name: 'A permission is missing' })
    expect(within(lesser).getByText(/Pictures stay where they are/)).toBeTruthy()
  })

  it('stands what the site warns of, and the calmer notes only when opened', async () => {
    renderApp('/projects/prj_1?tab=runs', withProject({}))
    const warnings = await screen.findByRole('list', { name: 'Warnings about the site' })
    expect(within(warnings).getByText('The collection has no dynamic page.')).toBeTruthy()
    expect(screen.getByText('A note about the site').closest('details')).toHaveProperty('open', false)
  })
})

describe('the settings of a project', () => {
  it('have the site read again', async () => {
    const api = withProject({ options: { collectionId: 'Places' } })
    api.on(routes.projects.refresh, { fields: collectionFields, notes: [], readAt: project.createdAt })
    renderApp('/projects/prj_1?tab=settings', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Read again' }))
    expect(api.callsOf(routes.projects.refresh)).toHaveLength(1)
    expect(screen.queryByText('The collection has no dynamic page.')).toBeNull()
  })

  it('are saved when only what becomes of old addresses was changed', async () => {
    const api = withProject({ options: { collectionId: 'Places', adopt: 'no' } })
    api.on(routes.projects.update, project)
    renderApp('/projects/prj_1?tab=settings', api)
    const save = await screen.findByRole('button', { name: 'Save' })
    expect(save).toHaveProperty('disabled', true)
    await userEvent.click(screen.getByRole('checkbox', { name: 'Pages that move leave a redirect' }))
    await userEvent.click(save)
    await waitFor(() =>
      expect(api.callsOf(routes.projects.update)[0]?.body).toMatchObject({
        redirects: { moves: false, removals: 'none', path: null },
      }),
    )
  })

  it('say what of them could not be loaded, beside those that were', async () => {
    const api = withProject({ options: { collectionId: 'Places' } })
    api.fail(routes.refreshRules.get, 500, 'internal', 'The rule could not be read.')
    renderApp('/projects/prj_1?tab=settings', api)
    expect(await screen.findByText('The rule could not be read.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Save' })).toBeTruthy()
  })

  it('ask an option with a condition only while it holds', async () => {
    renderApp('/projects/prj_1?tab=settings', withProject({ options: { collectionId: 'Places' } }))
    await userEvent.click(await screen.findByRole('combobox', { name: 'Items that exist already' }))
    expect(screen.queryByRole('combobox', { name: 'Field to find them by' })).toBeNull()
    await userEvent.click(screen.getByRole('option', { name: 'Take over by a field' }))
    expect(screen.getByRole('combobox', { name: 'Field to find them by' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
  })
})
