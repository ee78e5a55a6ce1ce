import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import {
  cms,
  collectionFields,
  dataset,
  noCoverage,
  noDraft,
  project,
  session,
  template,
} from '../../test/samples.ts'

function withTemplate(fields: Record<string, string>, users = [{ ...project, destination: 'wix/cms' }]) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.templates.get, { ...template, destination: 'wix/cms', fields })
  api.on(routes.templates.draft, noDraft)
  api.on(routes.templates.keepDraft, noDraft)
  api.on(routes.destinations.list, { items: [cms] })
  api.on(routes.projects.list, { items: users })
  api.on(routes.datasets.get, dataset)
  api.on(routes.templates.filters, { items: [] })
  api.on(routes.coverage.get, noCoverage)
  api.on(routes.templates.check, { problems: [] })
  api.on(routes.pages.list, { items: [], nextCursor: null, total: 0 })
  api.fail(routes.pages.preview, 404, 'not_found', 'There are no rows.')
  api.on(routes.projects.fields, { fields: collectionFields, notes: [], readAt: project.createdAt })
  return api
}

const fieldsPane = () => screen.findByRole('navigation', { name: 'Fields' })

describe('the editor of a template for a collection', () => {
  it('offers the fields of the collection, with type and need, and names those nobody can write', async () => {
    renderApp('/templates/tpl_1', withTemplate({ title: '{{ row.name }}' }))
    const pane = await fieldsPane()
    expect(await within(pane).findByRole('button', { name: /Title.*filled/ })).toBeTruthy()
    expect(within(pane).getByText('1 field cannot be filled')).toBeTruthy()
    expect(within(pane).queryByRole('button', { name: /Owner/ })).toBeNull()
    await userEvent.click(within(pane).getByRole('button', { name: /Opened/ }))
    const editor = await screen.findByRole('region', { name: 'Editor of Opened' })
    expect(within(editor).getByText('date')).toBeTruthy()
  })

  it('has mistakes found with the fields of the project', async () => {
    const api = withTemplate({ title: '{{ row.name }}' })
    renderApp('/templates/tpl_1', api)
    await waitFor(() => expect(api.callsOf(routes.templates.check)).not.toHaveLength(0))
    expect(api.callsOf(routes.templates.check)[0]?.body).toMatchObject({ projectId: 'prj_1' })
  })

  it('reads the collection again and shows what came', async () => {
    const api = withTemplate({ title: '{{ row.name }}' })
    const city = { ...collectionFields[0]!, name: 'city', label: 'City', required: false }
    api.on(routes.projects.refresh, {
      fields: [...collectionFields, city],
      notes: [],
      readAt: project.createdAt,
    })
    renderApp('/templates/tpl_1', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Read the collection again' }))
    expect(await screen.findByRole('button', { name: /City, empty/ })).toBeTruthy()
  })

  it('keeps a text for a field that the collection has lost within reach', async () => {
    renderApp('/templates/tpl_1', withTemplate({ title: '{{ row.name }}', subtitle: 'x' }))
    const pane = await fieldsPane()
    expect(await within(pane).findByText('Not on the site')).toBeTruthy()
    expect(within(pane).getByRole('button', { name: /subtitle/ })).toBeTruthy()
  })

  it('shows the names of the template where no project says what the site has', async () => {
    renderApp('/templates/tpl_1', withTemplate({ title: '{{ row.name }}' }, []))
    const pane = await fieldsPane()
    expect(within(pane).getByRole('button', { name: /title, filled/ })).toBeTruthy()
    expect(within(pane).getByText(/use the template in a project/)).toBeTruthy()
  })
})
