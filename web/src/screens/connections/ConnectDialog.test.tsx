import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { ConnectionCheck } from '../../../../src/api/connection.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, session } from '../../test/samples.ts'
import { checked, failureOf } from './check-samples.ts'

const notify = vi.hoisted(() => vi.fn())
vi.mock('../../ui/Notices.tsx', async (real) => ({ ...(await real<object>()), notify }))

const key = `IST.${'eyJh'.repeat(8)}.${'eyJh'.repeat(40)}.${'eyJh'.repeat(40)}`
const site = { id: connection.siteId, name: 'Acme Tiles', url: 'https://acmetiles.com', timeZone: null }

function dialogApi(check: Partial<ConnectionCheck> = { ok: true, site }) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.connections.list, { items: [] })
  api.on(routes.connections.test, ({ body }) => ({
    ...checked,
    ...check,
    number: (body as { number: number }).number,
  }))
  api.on(routes.connections.create, { ...connection, isNew: true })
  return api
}

async function open(api: ReturnType<typeof dialogApi>) {
  const app = renderApp('/connections?connect=true', api)
  await screen.findByLabelText('API key')
  return { ...app, user: userEvent.setup() }
}

async function paste(user: ReturnType<typeof userEvent.setup>, label: string, text: string) {
  await user.click(screen.getByLabelText(label))
  await user.paste(text)
}

const press = (user: ReturnType<typeof userEvent.setup>, name: string) =>
  user.click(screen.getByRole('button', { name }))

describe('the connect dialog', () => {
  it('checks what was pasted by itself and stores nothing until Connect', async () => {
    const api = dialogApi()
    const { user } = await open(api)
    await paste(user, 'API key', ` "${key}" `)
    await paste(user, 'Site ID', `https://manage.wix.com/dashboard/${site.id}/home`)
    const ready = await screen.findByRole('region', { name: 'Ready' })
    expect(within(ready).getByText('Acme Tiles')).toBeTruthy()
    expect(api.callsOf(routes.connections.test)).toHaveLength(1)
    expect(api.callsOf(routes.connections.test)[0]?.body).toMatchObject({ apiKey: key, siteId: site.id })
    expect(api.callsOf(routes.connections.create)).toHaveLength(0)
    await press(user, 'Connect')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.callsOf(routes.connections.create)[0]?.body).toMatchObject({ apiKey: key, siteId: site.id })
    expect(api.callsOf(routes.connections.create)).toHaveLength(1)
  })

  it('leaves no secret in attributes of the page or in what the query client remembers', async () => {
    const { user, queryClient } = await open(dialogApi())
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', site.id)
    await screen.findByRole('region', { name: 'Ready' })
    const remembered = JSON.stringify([
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey, state }) => [queryKey, state.data]),
      queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state),
    ])
    expect(document.documentElement.outerHTML).not.toContain(key)
    expect(remembered).not.toContain(key)
    expect((screen.getByLabelText('API key') as HTMLInputElement).value).toBe(key)
  })

  it('is never a dead button: pressed early it names what is missing and moves there', async () => {
    const api = dialogApi()
    const { user } = await open(api)
    const field = screen.getByLabelText('API key')
    expect(field.getAttribute('aria-invalid')).toBeNull()
    await press(user, 'Connect')
    expect(screen.getByText('Paste the API key.')).toBeTruthy()
    await waitFor(() => expect(document.activeElement).toBe(field))
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(api.callsOf(routes.connections.test)).toHaveLength(0)
  })

  it('says what Wix refused, ties it to the field, and stores nothing', async () => {
    const api = dialogApi({ failure: failureOf('WIX-CRED') })
    const { user } = await open(api)
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', site.id)
    expect(await screen.findByText('Title of WIX-CRED')).toBeTruthy()
    const described = screen.getByLabelText('API key').getAttribute('aria-describedby')?.split(' ') ?? []
    expect(described).toContain('connect-problem')
    expect(document.getElementById('connect-problem')?.textContent).toContain('Do this.')
    expect(screen.queryByRole('button', { name: 'Save without checking' })).toBeNull()
    expect(api.callsOf(routes.connections.create)).toHaveLength(0)
  })

  it('connects a site with gaps at the second press, since the first shows them', async () => {
    const api = dialogApi({ ok: true, site, failure: failureOf('WIX-PERM') })
    const { user } = await open(api)
    await user.type(screen.getByLabelText('API key'), key)
    await user.type(screen.getByLabelText('Site ID'), site.id)
    await press(user, 'Connect')
    await waitFor(() => expect(document.activeElement?.id).toBe('connect-problem'))
    expect(api.callsOf(routes.connections.create)).toHaveLength(0)
    await press(user, 'Connect')
    await waitFor(() => expect(api.callsOf(routes.connections.create)).toHaveLength(1))
  })

  it('offers to store unchecked only when Wix was never reached', async () => {
    const api = dialogApi({ failure: failureOf('WIX-TIMEOUT') })
    const { user } = await open(api)
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', site.id)
    await user.click(await screen.findByRole('button', { name: 'Save without checking' }))
    await waitFor(() => expect(api.callsOf(routes.connections.create)).toHaveLength(1))
    expect(api.callsOf(routes.connections.create)[0]?.body).toMatchObject({ saveUnverified: true })
  })

  it('understands a pasted .env: both fields are filled, and the check begins by itself', async () => {
    const api = dialogApi()
    const { user } = await open(api)
    await paste(user, 'Site ID', `# Wix\nWIX_API_KEY="${key}"\nWIX_SITE_ID=${site.id}\n`)
    await screen.findByRole('region', { name: 'Ready' })
    expect((screen.getByLabelText('API key') as HTMLInputElement).value).toBe(key)
    expect((screen.getByLabelText('Site ID') as HTMLInputElement).value).toBe(site.id)
    expect(screen.getByText('Took out of what was pasted: API key, Site ID.')).toBeTruthy()
    expect(api.callsOf(routes.connections.test)[0]?.body).toMatchObject({ apiKey: key, siteId: site.id })
  })

  it('turns to the app when its three come in one text', async () => {
    const api = dialogApi()
    const { user } = await open(api)
    const app = {
      client_id: site.id,
      client_secret: 'ab12cd34-1111-4222-8333-abcdefabcdef',
      instance_id: connection.siteId.replace(/^./, 'f'),
    }
    await paste(user, 'API key', JSON.stringify(app))
    await screen.findByRole('region', { name: 'Ready' })
    expect(screen.getByRole('tab', { name: 'Wix app' }).getAttribute('aria-selected')).toBe('true')
    expect((screen.getByLabelText('App Secret') as HTMLInputElement).value).toBe(app.client_secret)
    expect(document.documentElement.outerHTML).not.toContain(app.client_secret)
  })

  it('says the verdict beside Connect, where no scrolling can hide it', async () => {
    const { user } = await open(dialogApi({ failure: failureOf('WIX-CRED') }))
    const form = screen.getByRole('button', { name: 'Connect' }).parentElement!
    expect(form.textContent).toContain('never shown again')
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', site.id)
    await within(form).findByText('Not connected yet: Title of WIX-CRED')
    await user.click(within(form).getByRole('button', { name: 'Show what to do' }))
    await waitFor(() => expect(document.activeElement?.id).toBe('connect-problem'))
  })

  it('shows one list of permissions at a time: the one to tick, then the one with what was found', async () => {
    const base = {
      purpose: 'For it.',
      without: 'It is not there.',
      requiredFor: [],
      via: null,
      reason: null,
      checkedAt: null,
    }
    const permissions = [
      { ...base, name: 'Manage Blog', optional: false, state: 'missing' as const },
      { ...base, name: 'Read sites', optional: true, state: 'missing' as const },
    ]
    const api = dialogApi({ ok: true, site, permissions, failure: failureOf('WIX-PERM') })
    api.on(routes.connections.permissions, { items: permissions })
    const { user } = await open(api)
    await screen.findByText('Permissions to tick')
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', site.id)
    await screen.findByRole('list', { name: 'Missing' })
    expect(screen.queryByText('Permissions to tick')).toBeNull()
    expect(screen.getByText(/1 permission is missing: Manage Blog\./)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Copy missing permissions' }))
    expect(await navigator.clipboard.readText()).toBe('Manage Blog')
  })

  it('leads to the page of the app whose secret is wrong', async () => {
    const href = 'https://dev.wix.com/apps/11111111-2222-4333-8444-555555555555/oauth'
    const links = [{ label: 'Open the OAuth page of your app', href }]
    const { user } = await open(dialogApi({ failure: { ...failureOf('WIX-CRED'), links } }))
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', site.id)
    const link = await screen.findByRole('link', { name: /Open the OAuth page of your app/ })
    expect(link.getAttribute('href')).toBe(href)
  })

  it('says that the same key and site were connected before', async () => {
    const api = dialogApi()
    api.on(routes.connections.create, { ...connection, isNew: false })
    const { user } = await open(api)
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', site.id)
    await screen.findByRole('region', { name: 'Ready' })
    await press(user, 'Connect')
    await waitFor(() => expect(notify).toHaveBeenCalledWith(expect.stringContaining('was connected already')))
  })

  it('shows no tick on a connection that Wix refuses', async () => {
    const api = dialogApi()
    const words = { purpose: 'For it.', without: 'Nothing goes.', requiredFor: [], via: null, reason: null }
    const one = { ...words, name: 'Manage Blog', optional: false, checkedAt: null }
    const permissions = [{ ...one, state: 'unknown' as const }]
    const apps = [{ id: 'blog', name: 'Wix Blog', state: 'yes' as const, version: null }]
    const refused = {
      ...connection,
      status: 'needs_attention' as const,
      failure: failureOf('WIX-KEY-OR-SITE'),
    }
    api.on(routes.connections.list, { items: [{ ...refused, permissions, apps }] })
    renderApp('/connections', api)
    const card = (await screen.findByRole('heading', { name: 'Acme Tiles' })).closest('li')!
    expect(card.textContent).not.toContain('granted')
    expect(card.textContent).not.toContain('installed')
    expect(card.textContent).toContain('not known now')
  })

  it('lets one choose among the sites of the key', async () => {
    const api = dialogApi({ failure: failureOf('WIX-SITE'), sites: [site] })
    const { user } = await open(api)
    await paste(user, 'API key', key)
    await paste(user, 'Site ID', '00000000-1111-4000-8000-000000000000')
    await user.click(await screen.findByRole('button', { name: 'Use Acme Tiles' }))
    await waitFor(() => expect(api.callsOf(routes.connections.test)).toHaveLength(2))
    expect(api.callsOf(routes.connections.test)[1]?.body).toMatchObject({ siteId: site.id })
  })

  it('asks before Escape throws away what was typed, and only then', async () => {
    const { user } = await open(dialogApi())
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click((await screen.findAllByRole('button', { name: 'Connect Wix' }))[0]!)
    await user.type(await screen.findByLabelText('Site ID'), 'abc')
    await user.keyboard('{Escape}')
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }))
    expect((screen.getByLabelText('Site ID') as HTMLInputElement).value).toBe('abc')
    await user.keyboard('{Escape}')
    await user.click(await screen.findByRole('button', { name: 'Discard and close' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('replaces credentials without asking again for ids that are known', async () => {
    const api = dialogApi()
    api.on(routes.connections.list, { items: [connection] })
    api.on(routes.connections.replaceCredentials, connection)
    renderApp('/connections', api)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'More for Acme Tiles' }))
    await user.click(await screen.findByText('Replace credentials'))
    await screen.findByLabelText('API key')
    expect((screen.getByLabelText('Site ID') as HTMLInputElement).value).toBe(connection.siteId)
    await paste(user, 'API key', key)
    await screen.findByRole('region', { name: 'Ready' })
    await press(user, 'Replace')
    await waitFor(() => expect(api.callsOf(routes.connections.replaceCredentials)).toHaveLength(1))
  })
})
