import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { OptionSpec } from '../../../../src/api/destination.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import {
  blog,
  cms,
  collectionFields,
  connection,
  dataset,
  project,
  session,
  template,
} from '../../test/samples.ts'

function withChoices() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.datasets.list, { items: [dataset] })
  api.on(routes.connections.list, { items: [connection] })
  api.on(routes.destinations.list, { items: [blog, cms] })
  api.on(routes.templates.list, { items: [template] })
  api.on(routes.connections.choices, {
    items: [{ id: 'Places', label: 'Places of the world' }],
    complete: true,
  })
  api.on(routes.destinations.fields, {
    fields: collectionFields,
    notes: [{ code: 'no_dynamic_page', severity: 'warning', message: 'The collection has no dynamic page.' }],
    readAt: project.createdAt,
  })
  api.on(routes.templates.create, { ...template, destination: 'wix/cms' })
  api.on(routes.projects.create, { ...project, destination: 'wix/cms' })
  api.on(routes.projects.list, { items: [] })
  api.on(routes.projects.get, { ...project, destination: 'wix/cms' })
  return api
}

const authorOption: OptionSpec = {
  name: 'authorId',
  label: 'Author',
  kind: 'remote_choice',
  choices: [],
  choicesKind: 'authors',
  required: true,
  shownWhen: null,
  help: '',
}

async function chooseCollection() {
  await userEvent.click(await screen.findByRole('radio', { name: /Wix CMS collection/ }))
  await userEvent.click(screen.getByRole('combobox', { name: 'Collection' }))
  await userEvent.click(await screen.findByRole('option', { name: 'Places of the world' }))
}

async function fill(field: string, choice: string) {
  await userEvent.click(screen.getByRole('combobox', { name: `What fills ${field}` }))
  const list = document.getElementById(
    screen.getByRole('combobox', { name: `What fills ${field}` }).getAttribute('aria-controls') ?? '',
  )
  await userEvent.click(within(list as HTMLElement).getByRole('option', { name: choice }))
}

const make = async () => userEvent.click(await screen.findByRole('button', { name: 'Create project' }))

describe('a new project for a collection', () => {
  it('asks for the fields once the collection is chosen, and suggests a column for each', async () => {
    const api = withChoices()
    renderApp('/projects/new', api)
    await userEvent.click(await screen.findByRole('radio', { name: /Wix CMS collection/ }))
    expect(await screen.findByText(/Choose the collection first/)).toBeTruthy()
    expect(api.callsOf(routes.destinations.fields)).toHaveLength(0)

    await chooseCollection()
    expect(await screen.findByText('2 of 3 fields filled')).toBeTruthy()
    expect(screen.getByText('The collection has no dynamic page.')).toBeTruthy()
    expect(screen.getByRole('combobox', { name: 'What fills Title' })).toHaveProperty('value', 'name')
    expect(screen.getByRole('combobox', { name: 'What fills Country' })).toHaveProperty('value', 'country')
    expect(api.callsOf(routes.destinations.fields)[0]?.body).toEqual({
      destination: 'wix/cms',
      connectionId: 'con_1',
      options: { collectionId: 'Places', adopt: 'no' },
    })
  })

  it('shows what cannot be filled, with the reason, and no choice', async () => {
    renderApp('/projects/new', withChoices())
    await chooseCollection()
    const closed = await screen.findByRole('list', { name: 'Fields that cannot be filled' })
    expect(within(closed).getByText(/Wix fills it with the member/)).toBeTruthy()
    expect(screen.queryByRole('combobox', { name: 'What fills Owner' })).toBeNull()
  })

  it('is not made while a required field has nothing, and then with the mapping as its template', async () => {
    const api = withChoices()
    const { router } = renderApp('/projects/new', api)
    await chooseCollection()
    expect(await screen.findByText('Wix needs Opened.')).toBeTruthy()
    await make()
    expect(await screen.findByText('Choose a column, or write a text.')).toBeTruthy()
    expect(api.callsOf(routes.templates.create)).toHaveLength(0)

    await fill('Opened', 'Custom text')
    await userEvent.type(screen.getByRole('textbox', { name: 'Text of Opened' }), '2026-01-15')
    await fill('Country', 'Leave alone')
    await make()
    await waitFor(() => expect(router.state.location.pathname).toBe('/projects/prj_1'))
    expect(api.callsOf(routes.templates.create)[0]?.body).toMatchObject({
      destination: 'wix/cms',
      fields: { title: '{{ row.name }}', opened: '2026-01-15' },
    })
    expect(api.callsOf(routes.projects.create)[0]?.body).toMatchObject({
      options: { collectionId: 'Places', adopt: 'no' },
    })
  })

  it('keeps the fields in sight while a detail of an option is open, and does not send hidden options', async () => {
    const api = withChoices()
    renderApp('/projects/new', api)
    await chooseCollection()
    await screen.findByText('2 of 3 fields filled')
    await userEvent.click(screen.getByRole('combobox', { name: 'Items that exist already' }))
    await userEvent.click(screen.getByRole('option', { name: 'Take over by a field' }))
    expect(screen.getByText('2 of 3 fields filled')).toBeTruthy()
    await make()
    expect(await screen.findByText('Enter: field to find them by.')).toBeTruthy()

    await userEvent.type(screen.getByRole('combobox', { name: 'Field to find them by' }), 'title')
    await userEvent.click(screen.getByRole('combobox', { name: 'Items that exist already' }))
    await userEvent.click(screen.getByRole('option', { name: 'Leave them alone' }))
    expect(screen.queryByRole('combobox', { name: 'Field to find them by' })).toBeNull()
    await fill('Opened', 'code')
    await make()
    await waitFor(() => expect(api.callsOf(routes.projects.create)).toHaveLength(1))
    expect(api.callsOf(routes.projects.create)[0]?.body).toMatchObject({
      options: { collectionId: 'Places', adopt: 'no' },
    })
    expect(api.callsOf(routes.projects.create)[0]?.body).not.toHaveProperty('options.adoptField')
  })

  it('says why the fields could not be read, and reads them again', async () => {
    const api = withChoices()
    api.fail(routes.destinations.fields, 502, 'connection_unreachable', 'Wix did not answer in 20 seconds.')
    renderApp('/projects/new', api)
    await chooseCollection()
    expect(await screen.findByText('Wix did not answer in 20 seconds.')).toBeTruthy()
    api.on(routes.destinations.fields, { fields: collectionFields, notes: [], readAt: null })
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('2 of 3 fields filled')).toBeTruthy()
  })
})

describe('a new project for the blog', () => {
  it('starts from a template made of the columns, without asking the site for fields', async () => {
    const api = withChoices()
    renderApp('/projects/new', api)
    await screen.findByRole('radio', { name: /Wix Blog/, checked: true })
    await make()
    await waitFor(() => expect(api.callsOf(routes.projects.create)).toHaveLength(1))
    expect(api.callsOf(routes.destinations.fields)).toHaveLength(0)
    expect(api.callsOf(routes.templates.create)[0]?.body).toMatchObject({ destination: 'wix/blog' })
    expect(api.callsOf(routes.projects.create)[0]?.body).toMatchObject({
      redirects: { moves: true, removals: 'none', path: null },
    })
  })

  it('asks where old addresses lead, and says what is missing once it is sent', async () => {
    const api = withChoices()
    renderApp('/projects/new', api)
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Pages that move leave a redirect' }))
    const removed = screen.getByRole('combobox', { name: 'The address of a page that is removed leads' })
    await userEvent.click(removed)
    await userEvent.click(screen.getByRole('option', { name: 'To a page of my choice' }))
    expect(screen.queryByText(/begins with a slash/)).toBeNull()
    await make()
    expect(await screen.findByText(/begins with a slash/)).toBeTruthy()
    await userEvent.type(screen.getByRole('textbox', { name: 'Page' }), '/places')
    await make()
    await waitFor(() =>
      expect(api.callsOf(routes.projects.create)[0]?.body).toMatchObject({
        redirects: { moves: false, removals: 'page', path: '/places' },
      }),
    )
  })
})

describe('a new project for a blog', () => {
  it('has an author chosen already, and takes another', async () => {
    const api = withChoices()
    api.on(routes.destinations.list, { items: [{ ...blog, options: [authorOption] }] })
    api.on(routes.connections.choices, {
      items: [
        { id: 'm-1', label: 'Mary Moss' },
        { id: 'm-2', label: 'Ned Nash' },
      ],
      complete: true,
    })
    renderApp('/projects/new', api)
    const author = await screen.findByRole('combobox', { name: 'Author' })
    await waitFor(() => expect(author).toHaveProperty('value', 'Mary Moss'))
    await userEvent.click(author)
    await userEvent.click(await screen.findByRole('option', { name: 'Ned Nash' }))
    await waitFor(() => expect(author).toHaveProperty('value', 'Ned Nash'))
  })
})
