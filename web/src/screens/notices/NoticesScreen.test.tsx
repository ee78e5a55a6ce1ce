import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Notice } from '../../../../src/api/notice.ts'
import { routes } from '../../api.ts'
import { createFakeApi, type FakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { session } from '../../test/samples.ts'

const stopped: Notice = {
  id: 'ntc_2',
  kind: 'run_needs_attention',
  severity: 'problem',
  text: 'The run of Places stopped and waits for you.',
  message: 'Wix refuses the key. Replace it under Connections, then resume.',
  subject: { kind: 'run', id: 'run_1', name: 'Places' },
  path: '/runs/run_1',
  detail: {},
  raisedAt: '2026-01-02T03:04:05.000Z',
  readAt: null,
}
const finished: Notice = {
  ...stopped,
  id: 'ntc_1',
  kind: 'run_finished',
  severity: 'good',
  text: 'The run of Guide is finished: 12 pages published.',
  message: null,
  readAt: '2026-01-02T04:00:00.000Z',
}

function inbox(items: Notice[], unread: number): FakeApi {
  const api = createFakeApi()
  api.on(routes.session.get, { ...session, unreadNotices: unread })
  api.on(routes.notices.list, { items, nextCursor: null, total: null })
  api.on(routes.notices.read, { unread: 0 })
  return api
}

it('shows behind the bell what happened, and reading one of them counts it as read', async () => {
  const api = inbox([stopped, finished], 1)
  const { router } = renderApp('/notices', api)
  expect(await screen.findByRole('link', { name: 'Notices, 1 unread' })).toBeTruthy()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /Places stopped.*unread/ }))
  const panel = await screen.findByRole('complementary', { name: stopped.text })
  expect(within(panel).getByText(/Replace it under Connections/)).toBeTruthy()
  expect(within(panel).getByRole('link', { name: 'Open the run' }).getAttribute('href')).toBe('/runs/run_1')
  await waitFor(() =>
    expect(api.callsOf(routes.notices.read)[0]?.body).toEqual({ ids: ['ntc_2'], isRead: true }),
  )
  expect(await screen.findByRole('link', { name: 'Notices' })).toBeTruthy()

  await user.click(within(panel).getByRole('button', { name: 'Mark as unread' }))
  await waitFor(() =>
    expect(api.callsOf(routes.notices.read).at(-1)?.body).toEqual({ ids: ['ntc_2'], isRead: false }),
  )
  expect(router.state.location.search).toEqual({})
})

it('filters by kind and by what is unread, and marks all as read', async () => {
  const api = inbox([stopped], 3)
  renderApp('/notices', api)
  const user = userEvent.setup()
  await user.selectOptions(await screen.findByLabelText('Kind'), 'An import was refused')
  await user.selectOptions(screen.getByLabelText('Read or not'), 'Unread')
  await waitFor(() => {
    const { query } = api.callsOf(routes.notices.list).at(-1)!
    expect([query.get('kind'), query.get('state')]).toEqual(['import_refused', 'unread'])
  })
  await user.click(screen.getByRole('button', { name: 'Mark all as read' }))
  await waitFor(() => expect(api.callsOf(routes.notices.read)[0]?.body).toEqual({ isRead: true }))
})

it('says so when there is nothing', async () => {
  renderApp('/notices', inbox([], 0))
  expect(await screen.findByText('Nothing to report')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Mark all as read' }).hasAttribute('disabled')).toBe(true)
})

it('switches a kind off for the inbox', async () => {
  const api = inbox([], 0)
  api.on(routes.notices.settings, { off: ['slot_done'] })
  api.on(routes.mail.get, { settings: null })
  api.on(routes.webhooks.list, { items: [] })
  api.on(routes.notices.update, ({ body }) => body as { off: [] })
  renderApp('/settings?tab=notices', api)
  const user = userEvent.setup()
  const done = await screen.findByRole('checkbox', { name: 'A slot of a schedule went out' })
  expect((done as HTMLInputElement).checked).toBe(false)
  await user.click(
    within(screen.getByRole('group', { name: 'Runs and plans' })).getByLabelText('A run is finished'),
  )
  await waitFor(() =>
    expect(api.callsOf(routes.notices.update)[0]?.body).toEqual({ off: ['slot_done', 'run_finished'] }),
  )
})

it('marks those that are ticked', async () => {
  const api = inbox([stopped, finished], 1)
  renderApp('/notices', api)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('checkbox', { name: `Tick ${stopped.text}` }))
  await user.click(screen.getByRole('checkbox', { name: `Tick ${finished.text}` }))
  expect(screen.getByText('2 notices ticked')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Mark as read' }))
  await waitFor(() =>
    expect(api.callsOf(routes.notices.read).at(-1)?.body).toEqual({ ids: ['ntc_2', 'ntc_1'], isRead: true }),
  )
  await waitFor(() => expect(screen.queryByText('2 notices ticked')).toBeNull())
})

it('marks all that match, also those that the list has not come to', async () => {
  const api = inbox([stopped, finished], 40)
  api.on(routes.notices.list, ({ query }) =>
    query.has('cursor')
      ? { items: [], nextCursor: null, total: null }
      : { items: [stopped, finished], nextCursor: 'more', total: 40 },
  )
  renderApp('/notices?search=places', api)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('checkbox', { name: `Tick ${stopped.text}` }))
  await user.click(screen.getByRole('button', { name: 'Select all 40 that match' }))
  expect(screen.getByText('All 40 notices that match')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Mark as read' }))
  await waitFor(() =>
    expect(api.callsOf(routes.notices.read).at(-1)?.body).toEqual({
      filter: { search: 'places' },
      isRead: true,
    }),
  )
  await waitFor(() => expect(screen.queryByText('All 40 notices that match')).toBeNull())
})

it('opens the notice of an address that the list does not have, and says by which heading it is sorted', async () => {
  const api = inbox([finished], 0)
  api.on(routes.notices.get, { ...stopped, readAt: stopped.raisedAt })
  const { router } = renderApp('/notices?row=ntc_2', api)
  expect(await screen.findByRole('complementary', { name: stopped.text })).toBeTruthy()
  const heading = await screen.findByRole('columnheader', { name: 'When' })
  expect(heading.getAttribute('aria-sort')).toBe('descending')
  await userEvent.click(within(heading).getByRole('button'))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ sort: 'oldest' }))
  await waitFor(() => expect(heading.getAttribute('aria-sort')).toBe('ascending'))
  expect(api.callsOf(routes.notices.list).at(-1)!.query.get('sort')).toBe('oldest')
})
