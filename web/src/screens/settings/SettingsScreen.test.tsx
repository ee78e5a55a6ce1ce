import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Token } from '../../../../src/api/token.ts'
import { routes } from '../../api.ts'
import { createFakeApi, type FakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, session } from '../../test/samples.ts'

const token: Token = {
  id: 'tok_1',
  name: 'nightly',
  prefix: 'smt_abcd',
  scope: 'manage',
  createdAt: '2026-01-02T03:04:05.678Z',
  lastUsedAt: null,
  expiresAt: null,
}

function settings(): FakeApi {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.tokens.list, { items: [token] })
  api.on(routes.account.sessions, { items: [] })
  return api
}

async function makeToken() {
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'New token' }))
  const dialog = await screen.findByRole('dialog', { name: 'New API token' })
  await user.type(within(dialog).getByLabelText('Name'), 'deploys')
  await user.click(within(dialog).getByRole('button', { name: 'Create token' }))
  return user
}

it('shows a token from before scopes as one for everything, without an end', async () => {
  renderApp('/settings?tab=tokens', settings())
  const row = (await screen.findByText('nightly')).closest('tr')!
  expect(within(row).getByText('Everything')).toBeTruthy()
  expect(within(row).getByText('no end')).toBeTruthy()
})

it('asks for the password when the sign-in is too old, and goes on with what was refused', async () => {
  const api = settings()
  api.fail(routes.tokens.create, 403, 'password_needed', 'This needs your password again.')
  api.on(routes.session.confirm, () => {
    api.on(routes.tokens.create, { ...token, name: 'deploys', secret: 'smt_the-secret' })
    return undefined
  })
  renderApp('/settings?tab=tokens', api)
  const user = await makeToken()
  const asked = await screen.findByRole('dialog', { name: 'Your password again' })
  await user.type(within(asked).getByLabelText('Password'), 'four unrelated words 42')
  await user.click(within(asked).getByRole('button', { name: 'Continue' }))
  expect(await screen.findByText('smt_the-secret')).toBeTruthy()
  expect(api.callsOf(routes.session.confirm)[0]!.body).toEqual({ password: 'four unrelated words 42' })
  expect(api.callsOf(routes.tokens.create).map((call) => call.body)).toEqual([
    { name: 'deploys', scope: 'publish', expiresInDays: 90 },
    { name: 'deploys', scope: 'publish', expiresInDays: 90 },
  ])
})

it('changes nothing when the password is not given', async () => {
  const api = settings()
  api.fail(routes.tokens.create, 403, 'password_needed', 'This needs your password again.')
  renderApp('/settings?tab=tokens', api)
  const user = await makeToken()
  const asked = await screen.findByRole('dialog', { name: 'Your password again' })
  await user.click(within(asked).getByRole('button', { name: 'Cancel' }))
  expect(await screen.findByText('This needs your password again.')).toBeTruthy()
  expect(api.callsOf(routes.tokens.create)).toHaveLength(1)
})

it('offers to end the tokens with the password, ticked', async () => {
  const api = settings()
  api.on(routes.account.changePassword, () => undefined)
  renderApp('/settings', api)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('Current password'), 'four unrelated words 42')
  await user.type(screen.getByLabelText('New password'), 'a long new passphrase')
  expect((screen.getByLabelText('End all API tokens too') as HTMLInputElement).checked).toBe(true)
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  await waitFor(() =>
    expect(api.callsOf(routes.account.changePassword)[0]?.body).toEqual({
      current: 'four unrelated words 42',
      next: 'a long new passphrase',
      endTokens: true,
    }),
  )
})

it('tells the audit log in sentences that lead to what they speak of, while it is there', async () => {
  const api = settings()
  api.on(routes.connections.list, { items: [connection] })
  api.on(routes.datasets.list, { items: [] })
  api.on(routes.templates.list, { items: [] })
  api.on(routes.projects.list, { items: [] })
  const event = { at: token.createdAt, actor: 'Olga', address: '10.0.0.7', detail: {} }
  api.on(routes.status.audit, {
    items: [
      { ...event, id: '3', action: 'run.paused', subject: 'run_1' },
      {
        ...event,
        id: '2',
        action: 'connection.renamed',
        subject: connection.id,
        detail: { name: 'Old name' },
      },
      { ...event, id: '1', action: 'dataset.renamed', subject: 'dat_gone', detail: { name: 'Gone' } },
    ],
    nextCursor: null,
    total: 3,
  })
  renderApp('/settings?tab=audit', api)
  const link = await screen.findByRole('link', { name: connection.name })
  expect(link.closest('tr')!.textContent).toContain(`Olga renamed the site ${connection.name}`)
  expect(screen.getByRole('link', { name: 'a run' }).getAttribute('href')).toBe('/runs/run_1')
  const gone = screen.getByText(/renamed the dataset Gone/)
  expect(within(gone).queryByRole('link')).toBeNull()
})

it('narrows the audit log from the address, and opens an entry in full', async () => {
  const api = settings()
  for (const noun of [routes.connections, routes.datasets, routes.templates, routes.projects])
    api.on(noun.list, { items: [] })
  const detail = { name: 'nightly', scope: 'publish' }
  const event = { at: token.createdAt, actor: 'Olga', address: '10.0.0.7', detail }
  api.on(routes.status.audit, {
    items: [{ ...event, id: '7', action: 'token.created', subject: 'tok_1' }],
    nextCursor: null,
    total: null,
  })
  renderApp('/settings?tab=audit&about=account&search=night&from=2026-01-02&to=2026-01-02', api)
  await userEvent.click(await screen.findByText(/created the API token/))
  const panel = await screen.findByRole('complementary', { name: 'Entry of the audit log' })
  expect(panel.textContent).toContain('token.created')
  expect(panel.textContent).toContain('publish')
  const { query } = api.callsOf(routes.status.audit)[0]!
  expect(query.get('about')).toBe('account')
  expect(query.get('search')).toBe('night')
  const day = Date.parse(query.get('to')!) - Date.parse(query.get('from')!)
  expect(day).toBe(86_400_000)
})

it('opens the entry of an address that the audit log has not come to', async () => {
  const api = settings()
  for (const noun of [routes.connections, routes.datasets, routes.templates, routes.projects])
    api.on(noun.list, { items: [] })
  api.on(routes.status.audit, { items: [], nextCursor: null, total: null })
  api.on(routes.status.auditEvent, {
    id: '7',
    at: token.createdAt,
    actor: 'Olga',
    address: '10.0.0.7',
    action: 'token.created',
    subject: 'tok_1',
    detail: { name: 'nightly' },
  })
  const { router } = renderApp('/settings?tab=audit&row=7', api)
  const panel = await screen.findByRole('complementary', { name: 'Entry of the audit log' })
  expect(panel.textContent).toContain('nightly')
  expect(api.callsOf(routes.status.auditEvent)[0]?.path).toBe('/api/audit-events/7')
  await userEvent.click(within(panel).getByRole('button', { name: 'Close panel' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ tab: 'audit' }))
})

it('saves name and workspace once they differ', async () => {
  const api = settings()
  api.on(routes.account.change, { ...session, user: { ...session.user, name: 'Ada' } })
  renderApp('/settings', api)
  const name = await screen.findByLabelText('Your name')
  const save = screen.getByRole('button', { name: 'Save profile' })
  expect(save).toHaveProperty('disabled', true)
  await userEvent.clear(name)
  await userEvent.click(screen.getByLabelText('Workspace'))
  await userEvent.type(name, 'Ada')
  await userEvent.click(save)
  await waitFor(() =>
    expect(api.callsOf(routes.account.change).map(({ body }) => body)).toEqual([
      { name: 'Ada', workspaceName: session.workspace.name },
    ]),
  )
})

it('asks for a copy of the key until somebody says that one is kept', async () => {
  const api = settings()
  const key = {
    ...{ keyId: 'k1', source: 'file' as const, path: '/data/secrets/encryption.key', previousKeyIds: [] },
    ...{ sealed: 2, waiting: 0, locked: 0, lackingKeyIds: [], damaged: 0, copyKept: null },
  }
  api.on(routes.keys.get, key)
  api.on(routes.keys.keepCopy, { ...key, copyKept: { at: token.createdAt, by: 'Olga' } })
  renderApp('/settings?tab=security', api)
  expect(await screen.findByText('Nobody has said that one is kept')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'I have kept a copy' }))
  expect(await screen.findByText(/Kept, said Olga/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'I have kept a copy' })).toBeNull()
})

it('shows the report before it can be downloaded', async () => {
  const api = settings()
  const { kept } = { kept: { newest: 1, days: 1 } }
  api.on(routes.status.get, {
    ...{ version: '1.0.0', services: ['server'], startedAt: token.createdAt },
    database: { kind: 'pglite', durable: true, reason: 'It syncs.' },
    encryptionKey: { source: 'file', path: '/k' },
    kept: { plans: kept, runs: kept },
  })
  const database = { kind: 'pglite' as const, durable: true, bytes: 1, migration: 48, tables: [] }
  const program = {
    version: '1.0.0',
    services: [],
    startedAt: '',
    node: 'v24',
    platform: 'linux',
    memoryBytes: 1,
  }
  api.on(routes.status.diagnostics, {
    ...{ madeAt: token.createdAt, program, settings: [], database, connections: [], runs: [], notices: [] },
  })
  renderApp('/settings?tab=status', api)
  await userEvent.click(await screen.findByRole('button', { name: 'Make a report' }))
  const report = await screen.findByLabelText('The report')
  expect((report as HTMLTextAreaElement).value).toContain('"migration": 48')
  expect(screen.getByRole('button', { name: 'Download' })).toBeTruthy()
})

it('lowers the pace of a site, and gives it back', async () => {
  const api = settings()
  const pace = {
    ...{ ratePerMinute: 195, usualPerMinute: 195, mostPerMinute: null },
    ...{ lastMinute: 0, blockedUntil: null, blockedReason: '' },
  }
  api.on(routes.connections.list, { items: [connection] })
  api.on(routes.connections.pace, pace)
  api.on(routes.schedules.ceiling, {
    ...{ perDay: null, sent: 0, coming: 0, date: '2026-03-01', timeZone: 'Europe/Berlin' },
  })
  api.on(routes.connections.setPace, ({ body }) => {
    const { mostPerMinute } = body as { mostPerMinute: number | null }
    const rate = mostPerMinute ?? 195
    return { ...pace, mostPerMinute, ratePerMinute: rate, usualPerMinute: rate }
  })
  renderApp('/settings?tab=limits', api)
  await userEvent.click(await screen.findByRole('button', { name: /^Pace of/ }))
  const dialog = await screen.findByRole('dialog', { name: /^Pace of/ })
  const field = await within(dialog).findByLabelText('Requests a minute, at most')
  await userEvent.type(field, '500')
  expect(within(dialog).getByText('Enter a number from 5 to 195, or nothing.')).toBeTruthy()
  await userEvent.clear(field)
  await userEvent.type(field, '60')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Up to 60 requests a minute, as you set it')).toBeTruthy()
  expect(api.callsOf(routes.connections.setPace)[0]?.body).toEqual({ mostPerMinute: 60 })
})
