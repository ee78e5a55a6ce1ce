import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Import } from '../../../../src/api/import.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import {
  analysed,
  blog,
  cms,
  connection,
  dataset,
  firstSteps,
  noSample,
  project,
  session,
  template,
} from '../../test/samples.ts'

const practice = {
  ...connection,
  id: 'con_2',
  name: 'Practice site',
  kind: 'practice' as const,
  siteName: null,
}

function withTable(given: Partial<Import> = {}) {
  const api = createFakeApi()
  let data: Import = { ...analysed, ...given }
  api.on(routes.session.get, session)
  api.on(routes.imports.get, () => data)
  api.on(routes.connections.list, { items: [practice] })
  api.on(routes.destinations.list, { items: [blog, cms] })
  api.on(routes.templates.list, { items: [template] })
  api.on(routes.projects.list, { items: [] })
  api.on(routes.sample.get, noSample)
  api.on(routes.firstSteps.get, firstSteps)
  api.on(routes.firstSteps.update, { ...firstSteps, hasLooked: true })
  api.on(routes.imports.page, {
    rowKey: 'A',
    html: '<h1>Alpha</h1>',
    search: { title: 'Alpha', url: 'https://practice.example/post/alpha', description: '' },
    problems: [],
  })
  api.on(routes.imports.load, ({ body }) => {
    data = { ...data, state: 'loaded', keyColumns: (body as { keyColumns: string[] }).keyColumns }
    return data
  })
  api.on(routes.imports.apply, dataset)
  api.on(routes.templates.create, template)
  api.on(routes.projects.create, project)
  api.on(routes.projects.get, project)
  return api
}

const open = (api: ReturnType<typeof withTable>, more = '') => renderApp(`/start?import=imp_1${more}`, api)

describe('the guided way', () => {
  it('shows the page of the first row before anything is asked, and of the next one', async () => {
    const api = withTable({ preview: [...analysed.preview, { code: 'B', name: 'Beta' }] })
    open(api)
    expect(await screen.findByTitle('Preview of Alpha')).toBeTruthy()
    // The first of the first steps is done.
    await waitFor(() =>
      expect(api.callsOf(routes.firstSteps.update).map(({ body }) => body)).toEqual([{ hasLooked: true }]),
    )
    expect(api.callsOf(routes.imports.page)[0]?.body).toMatchObject({
      destination: 'wix/blog',
      connectionId: 'con_2',
      row: 0,
      keyColumns: ['code'],
    })
    await userEvent.click(screen.getByRole('button', { name: 'Next row' }))
    await waitFor(() => expect(api.callsOf(routes.imports.page).at(-1)?.body).toMatchObject({ row: 1 }))
    expect(api.callsOf(routes.imports.load)).toHaveLength(0)
  })

  it('makes rows, template and project with one press', async () => {
    const api = withTable()
    const { router } = open(api)
    await userEvent.click(await screen.findByRole('button', { name: 'Make 100 pages' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(`/projects/${project.id}`))
    expect(api.callsOf(routes.imports.load)[0]?.body).toEqual({ keyColumns: ['code'], name: 'Places' })
    expect(api.callsOf(routes.projects.create)).toHaveLength(1)
    expect(api.callsOf(routes.projects.create)[0]?.body).toMatchObject({
      datasetId: dataset.id,
      connectionId: 'con_2',
      destination: 'wix/blog',
      templateId: template.id,
    })
  })

  it('keeps what was chosen otherwise in the address, and takes it up again from there', async () => {
    const { router } = open(withTable())
    const name = await screen.findByRole('textbox', { name: 'Name of the project' })
    await userEvent.clear(name)
    await userEvent.type(name, 'Guide')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ import: 'imp_1', name: 'Guide' }),
    )
    expect(router.state.location.search).not.toHaveProperty('key')
  })

  it('begins again with the key and the name of its address', async () => {
    const api = withTable()
    open(api, '&key=name%0Acountry&name=Guide')
    expect(await screen.findByRole('textbox', { name: 'Name of the project' })).toHaveProperty(
      'value',
      'Guide',
    )
    await userEvent.click(screen.getByRole('button', { name: 'Make 100 pages' }))
    await waitFor(() =>
      expect(api.callsOf(routes.imports.load)[0]?.body).toEqual({
        keyColumns: ['name', 'country'],
        name: 'Guide',
      }),
    )
  })

  it('connects the practice site by itself where there is none', async () => {
    const api = withTable()
    let isThere = false
    api.on(routes.connections.list, () => ({ items: isThere ? [practice] : [] }))
    api.on(routes.connections.practice, () => {
      isThere = true
      return practice
    })
    open(api)
    expect(await screen.findByTitle('Preview of Alpha')).toBeTruthy()
    expect(api.callsOf(routes.connections.practice)).toHaveLength(1)
  })

  it('stays with its questions when the key does not do, and goes on with another', async () => {
    const api = withTable({
      state: 'refused',
      problem: { code: 'duplicate_keys', message: 'Two rows have the key "x".', lines: [2, 3] },
    })
    open(api)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Two rows have the key "x".')
    expect(screen.getByRole('button', { name: 'Make 100 pages' })).toBeTruthy()
  })

  it('says what is wrong with a table that is none, and leads to another', async () => {
    open(
      withTable({
        state: 'refused',
        problem: { code: 'wrong_kind', message: 'This is a PNG picture, and no table.', lines: [] },
      }),
    )
    expect(await screen.findByText('This table cannot be used as it is')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Use another table' }).getAttribute('href')).toBe('/start')
  })

  it('leads to the project that was made of the table, and makes no second one', async () => {
    const api = withTable({ state: 'applied', datasetId: project.dataset.id })
    api.on(routes.projects.list, { items: [project] })
    open(api)
    const link = await screen.findByRole('link', { name: `Open ${project.name}` })
    expect(link.getAttribute('href')).toBe(`/projects/${project.id}`)
    expect(screen.queryByRole('button', { name: /^Make/ })).toBeNull()
  })

  it('offers to drop, to choose and to paste', async () => {
    renderApp('/start', withTable())
    expect(await screen.findByLabelText('File to import')).toBeTruthy()
    const field = screen.getByRole('textbox', { name: 'Or paste a table here' })
    await userEvent.type(field, 'a single line')
    await userEvent.click(screen.getByRole('button', { name: 'Use this table' }))
    expect(await screen.findByText(/has a line with the names/)).toBeTruthy()
    expect(within(document.body).queryByRole('progressbar')).toBeNull()
  })
})
