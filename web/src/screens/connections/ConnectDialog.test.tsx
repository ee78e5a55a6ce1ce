import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ConnectionCheck } from '../../../../src/api/connection.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, session } from '../../test/samples.ts'
import { checked, failureOf } from './check-samples.ts'

const key = `IST.${'eyJh'.repeat(8)}.${'eyJh'.repeat(40)}.${'eyJh'.repeat(40)}`
const site = { id: connection.siteId, name: 'Acme Tiles', url: 'https://acmetiles.com' }

function dialogApi(check: Partial<ConnectionCheck> = { ok: true, site }) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.connections.list, { items: [] })
  api.on(routes.connections.test, ({ body }) => ({
    ...checked,
    ...check,
    number: (body as { number: number }).number,
  }))
  api.on(routes.connections.create, connection)
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
