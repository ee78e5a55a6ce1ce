// The screens of sources: connecting one, how it stands, changing it, its webhook, its rhythm.
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Refresh, Source, SourceKind } from '../../../../src/api/source.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { analysed, connection, dataset, session } from '../../test/samples.ts'

const at = '2026-01-02T03:04:05.000Z'
const text = (title: string, more = {}) => ({ type: 'string', title, ...more })

const link: SourceKind = {
  id: 'link',
  name: 'A link',
  hint: 'A file at a web address.',
  config: {
    type: 'object',
    properties: { url: text('Address'), userName: text('User name', { default: '' }) },
    required: ['url'],
  },
  secrets: [{ name: 'password', label: 'Password', help: '', isRequired: false, follows: 'userName' }],
}
const wix: SourceKind = {
  id: 'wix',
  name: 'Wix site',
  hint: 'A collection of the CMS or the blog of a connected site.',
  config: {
    type: 'object',
    properties: {
      connectionId: text('Site', { pick: 'connection' }),
      what: text('What to read', {
        enum: ['collection', 'blog'],
        default: 'collection',
        isAlwaysShown: true,
      }),
      collection: text('Collection', {
        default: '',
        pick: 'collection',
        pickOf: 'connectionId',
        isAlwaysShown: true,
        onlyWith: { name: 'what', value: 'collection' },
      }),
    },
    required: ['connectionId'],
  },
  secrets: [],
}

const source: Source = {
  id: 'src_1',
  kind: 'link',
  kindName: 'A link',
  title: 'files.example.com/places.csv',
  datasetId: dataset.id,
  config: { url: 'https://files.example.com/places.csv', userName: 'ada' },
  secrets: ['password'],
  isLocked: false,
  state: 'active',
  problem: null,
  rhythm: null,
  timeZone: 'UTC',
  nextAt: null,
  checkedAt: at,
  changedAt: at,
  importId: null,
  hasHook: false,
  createdAt: at,
  updatedAt: at,
}

const refreshes: Refresh[] = [
  {
    id: 'imp_3',
    trigger: 'rhythm',
    outcome: 'applied',
    changes: { added: 2, changed: 3, removed: 0, same: 95 },
    reasons: [],
    problem: null,
    startedAt: at,
    endedAt: at,
  },
  {
    id: 'imp_2',
    trigger: 'person',
    outcome: 'failed',
    changes: null,
    reasons: [],
    problem: { code: 'file_gone', message: 'There is no file there any more (404).', lines: [] },
    startedAt: at,
    endedAt: at,
  },
]

function createApi() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.sources.kinds, { items: [link, wix] })
  api.on(routes.sources.list, { items: [] })
  api.on(routes.connections.list, { items: [connection] })
  return api
}

describe('connecting a table', () => {
  async function open() {
    const api = createApi()
    api.on(routes.sources.create, { source: { ...source, datasetId: null }, import: analysed })
    api.on(routes.imports.get, analysed)
    renderApp('/data/connect', api)
    await screen.findByRole('combobox', { name: 'Where the table lives' })
    return api
  }

  it('asks for the address, shows the first rows on the way, and goes on as an import', async () => {
    const api = await open()
    api.on(routes.sources.test, {
      title: source.title,
      fileName: 'places.csv',
      bytes: 2_000,
      format: 'CSV file',
      columns: ['code', 'name'],
      rows: [['A1', 'Canillo']],
      notes: [],
    })
    const connect = screen.getByRole('button', { name: 'Connect' })
    expect(connect.hasAttribute('disabled')).toBe(true)
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Address' }),
      'https://files.example.com/places.csv',
    )
    await userEvent.click(screen.getByRole('button', { name: 'Show the first rows' }))
    const rows = await screen.findByRole('table', { name: 'The first rows' })
    expect(within(rows).getByText('Canillo')).toBeTruthy()
    expect(api.callsOf(routes.sources.create)).toEqual([])
    await userEvent.click(connect)
    await waitFor(() =>
      expect(api.callsOf(routes.sources.create)[0]?.body).toMatchObject({
        kind: 'link',
        config: { url: 'https://files.example.com/places.csv' },
        secrets: {},
        rhythm: null,
      }),
    )
    expect(await screen.findByRole('button', { name: 'Import 100 rows' })).toBeTruthy()
  })

  it('takes a rhythm with the time of the day', async () => {
    const api = await open()
    await userEvent.type(screen.getByRole('textbox', { name: 'Address' }), 'https://files.example.com/a.csv')
    await userEvent.click(screen.getByRole('combobox', { name: 'Read again' }))
    await userEvent.click(await screen.findByRole('option', { name: /day/i }))
    const time = screen.getByRole('textbox', { name: 'At' })
    await userEvent.clear(time)
    await userEvent.type(time, '6')
    expect(screen.getByText('Such as 06:30.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Connect' }).hasAttribute('disabled')).toBe(true)
    await userEvent.clear(time)
    await userEvent.type(time, '06:30')
    await userEvent.click(screen.getByRole('button', { name: 'Connect' }))
    await waitFor(() =>
      expect(api.callsOf(routes.sources.create)[0]?.body).toMatchObject({
        rhythm: { every: 'day', at: '06:30' },
      }),
    )
  })

  it('of a Wix site is choosing the site and its collection, and the blog needs none', async () => {
    const api = await open()
    api.on(routes.connections.choices, {
      items: [{ id: 'Places', label: 'Places to see', hint: 'Places' }],
      complete: true,
    })
    await userEvent.click(screen.getByRole('combobox', { name: 'Where the table lives' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Wix site' }))
    expect(screen.getByRole('combobox', { name: 'Collection' }).hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getByRole('combobox', { name: 'Site' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Acme Tiles' }))
    const connect = screen.getByRole('button', { name: 'Connect' })
    expect(connect.hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getByRole('combobox', { name: 'Collection' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Places to see (Places)' }))
    await userEvent.click(connect)
    await waitFor(() =>
      expect(api.callsOf(routes.sources.create)[0]?.body).toMatchObject({
        kind: 'wix',
        config: { connectionId: 'con_1', collection: 'Places' },
      }),
    )
  })

  it('of the blog of a Wix site asks for no collection', async () => {
    const api = await open()
    await userEvent.click(screen.getByRole('combobox', { name: 'Where the table lives' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Wix site' }))
    await userEvent.click(screen.getByRole('combobox', { name: 'Site' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Acme Tiles' }))
    await userEvent.click(screen.getByRole('combobox', { name: 'What to read' }))
    await userEvent.click(await screen.findByRole('option', { name: 'blog' }))
    expect(screen.queryByRole('combobox', { name: 'Collection' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Connect' }))
    await waitFor(() =>
      expect(api.callsOf(routes.sources.create)[0]?.body).toMatchObject({
        config: { connectionId: 'con_1', what: 'blog' },
      }),
    )
  })
})

describe('the source of a dataset', () => {
  async function open(more: Partial<Source> = {}) {
    const api = createApi()
    api.on(routes.datasets.get, dataset)
    api.on(routes.sources.list, { items: [{ ...source, ...more }] })
    api.on(routes.sources.refreshes, { items: refreshes, nextCursor: null, total: null })
    api.on(routes.sources.update, source)
    const { queryClient } = renderApp(`/data/${dataset.id}?tab=source`, api)
    // However long a test takes, nothing is asked for again only because it has grown old.
    queryClient.setDefaultOptions({ queries: { staleTime: Number.POSITIVE_INFINITY } })
    await screen.findByRole('button', { name: 'Refresh now' })
    return api
  }

  it('says how it stands and what came of each time it was read', async () => {
    const api = await open()
    api.on(routes.sources.refresh, { ...analysed, state: 'fetching' })
    expect(screen.getByText('A link: files.example.com/places.csv')).toBeTruthy()
    expect(await screen.findByText('2 new, 3 changed')).toBeTruthy()
    expect(screen.getByText('There is no file there any more (404).')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Refresh now' }))
    await waitFor(() => expect(api.callsOf(routes.sources.refresh)).toHaveLength(1))
  })

  it('says when it is read next', async () => {
    await open({ rhythm: { every: 'day', at: '08:00' }, nextAt: '2099-03-13T08:00:00.000Z' })
    expect(screen.getByText(/^Fri 13 Mar 2099, \d\d:00$/)).toBeTruthy()
  })

  it('shows what a refresh brought once it is through, and asks for nothing twice before', async () => {
    const api = await open()
    expect(api.callsOf(routes.datasets.get)).toHaveLength(1)
    api.on(routes.sources.refresh, { ...analysed, state: 'fetching' })
    api.on(routes.sources.list, { items: [{ ...source, importId: 'imp_4' }] })
    await userEvent.click(screen.getByRole('button', { name: 'Refresh now' }))
    expect(await screen.findByText('Reading it now')).toBeTruthy()
    await waitFor(() => expect(api.callsOf(routes.datasets.get)).toHaveLength(2))
    api.on(routes.datasets.get, { ...dataset, rowCount: 120 })
    api.on(routes.sources.list, { items: [{ ...source, changedAt: '2026-01-02T03:05:00.000Z' }] })
    expect(await screen.findByText(/^120 rows from/)).toBeTruthy()
  })

  it('leads to where a refresh waits that changed nothing', async () => {
    const problem = { code: 'rows_lost', message: 'It has 9 rows, under half of the 100.', importId: 'imp_9' }
    await open({ state: 'failing', problem })
    expect(screen.getByText('The last refresh changed nothing')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Look at it' }).getAttribute('href')).toBe('/data/imports/imp_9')
  })

  it('is changed with its login kept, and read by another rhythm', async () => {
    const api = await open()
    await userEvent.click(screen.getByRole('button', { name: 'Change' }))
    const dialog = await screen.findByRole('dialog', { name: 'Change this source' })
    const address = await within(dialog).findByRole('textbox', { name: 'Address' })
    await userEvent.type(address, '?v=2')
    expect(within(dialog).getByPlaceholderText('Stored; leave blank to keep it')).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'Read again' }))
    await userEvent.click(await screen.findByRole('option', { name: /every hour/i }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(api.callsOf(routes.sources.update)[0]?.body).toMatchObject({
        config: { url: 'https://files.example.com/places.csv?v=2', userName: 'ada' },
        rhythm: { every: 'hour' },
      }),
    )
    expect(api.callsOf(routes.sources.update)[0]?.body).not.toHaveProperty('secrets')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('gets a webhook whose secret is shown once', async () => {
    const api = await open()
    api.on(routes.sources.hook, { path: '/api/hooks/src_1', secret: 'hook_s3cret' })
    await userEvent.click(screen.getByRole('button', { name: 'More for this source' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Webhook in' }))
    const dialog = await screen.findByRole('dialog', { name: 'Copy the secret now' })
    expect(within(dialog).getByText(/Authorization: Bearer hook_s3cret/)).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('button', { name: 'I saved it' }))
    await waitFor(() => expect(screen.queryByText(/hook_s3cret/)).toBeNull())
  })

  it('is paused, and disconnected only when somebody says so', async () => {
    const api = await open()
    api.on(routes.sources.remove, undefined as never)
    await userEvent.click(screen.getByRole('button', { name: 'More for this source' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Pause' }))
    await waitFor(() => expect(api.callsOf(routes.sources.update)[0]?.body).toEqual({ isPaused: true }))
    await userEvent.click(screen.getByRole('button', { name: 'More for this source' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Disconnect' }))
    const dialog = await screen.findByRole('dialog', { name: 'Disconnect this source?' })
    expect(api.callsOf(routes.sources.remove)).toEqual([])
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(api.callsOf(routes.sources.remove)).toHaveLength(1))
  })
})

describe('the list of sources', () => {
  const other: Source = {
    ...source,
    id: 'src_2',
    title: 'Shop sheet',
    kindName: 'Google Sheets',
    datasetId: null,
    state: 'failing',
    importId: 'imp_1',
  }
  function withSources(items: Source[]) {
    const api = createFakeApi()
    api.on(routes.session.get, session)
    api.on(routes.datasets.list, { items: [dataset] })
    api.on(routes.sources.list, { items })
    return api
  }

  it('is found by the name of its data, narrowed by how it stands, and leads to it', async () => {
    const { router } = renderApp('/data/sources?search=places', withSources([source, other]))
    const table = await screen.findByRole('table', { name: 'Sources' })
    const link = await within(table).findByRole('link', { name: source.title })
    expect(link.getAttribute('href')).toBe('/data/dat_1?tab=source')
    expect(within(table).queryByText('Shop sheet')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
    await userEvent.selectOptions(screen.getByLabelText('State'), 'Failing')
    const first = await within(table).findByRole('link', { name: 'Shop sheet' })
    expect(first.getAttribute('href')).toBe('/data/imports/imp_1')
    await waitFor(() => expect(within(table).queryByText(source.title)).toBeNull())
    expect(router.state.location.search).toEqual({ state: 'failing' })
  })

  it('is a button away from the data, once there is one', async () => {
    renderApp('/data', withSources([source]))
    expect((await screen.findByRole('link', { name: 'Sources' })).getAttribute('href')).toBe('/data/sources')
  })

  it('says what a source is where there is none', async () => {
    renderApp('/data/sources', withSources([]))
    expect(await screen.findByText('No source yet')).toBeTruthy()
  })
})
