import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ConnectionCheck } from '../../../../src/api/connection.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, session } from '../../test/samples.ts'

const site = { id: connection.siteId, name: 'Acme Tiles', url: 'https://acmetiles.com' }

const checked: ConnectionCheck = {
  number: 0,
  checkedAt: connection.createdAt,
  method: 'api_key',
  ok: false,
  site: null,
  sites: null,
  steps: [],
  permissions: [],
  capabilities: connection.capabilities,
  failure: null,
  notes: [],
}

function dialogApi() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.connections.list, { items: [] })
  api.on(routes.destinations.list, { items: [] })
  return api
}

async function fill(key: string, siteId: string) {
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API key'), key)
  await user.type(screen.getByLabelText('Site ID'), siteId)
  await user.click(screen.getByRole('button', { name: 'Check and connect' }))
  return user
}

describe('the connect dialog', () => {
  it('checks before it stores, and takes the id out of a dashboard address', async () => {
    const api = dialogApi()
    api.on(routes.connections.test, { ...checked, ok: true, site })
    api.on(routes.connections.create, connection)
    renderApp('/connections?connect=true', api)
    await fill(' IST.key ', `https://manage.wix.com/dashboard/${connection.siteId}/home`)
    await waitFor(() => expect(api.callsOf(routes.connections.create)).toHaveLength(1))
    expect(api.callsOf(routes.connections.test)[0]?.body).toEqual({
      apiKey: 'IST.key',
      siteId: connection.siteId,
    })
  })

  it('stores nothing when Wix refuses, and says what to do', async () => {
    const api = dialogApi()
    api.on(routes.connections.test, {
      ...checked,
      ok: false,
      steps: [{ id: 'key', label: 'Key opens this site', state: 'failed', detail: '' }],
      permissions: [],
      failure: {
        code: 'WIX-KEY-OR-SITE',
        title: 'Wix refused this key for this site',
        reason: "Wix doesn't tell us which of the two is wrong.",
        steps: ['Check the Site ID.'],
        requestId: null,
        reached: null,
        retryAfterMs: null,
      },
      notes: [],
    })
    renderApp('/connections?connect=true', api)
    await fill('IST.key', connection.siteId)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Wix refused this key for this site')
    expect(alert.textContent).toContain('WIX-KEY-OR-SITE')
    expect(screen.getByRole('button', { name: 'Check again' })).toBeTruthy()
    expect(api.callsOf(routes.connections.create)).toHaveLength(0)
  })

  it('asks nobody while a field is empty, and moves there', async () => {
    const api = dialogApi()
    renderApp('/connections?connect=true', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Check and connect' }))
    expect(screen.getByText('Paste the API key.')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByLabelText('API key'))
    expect(api.callsOf(routes.connections.test)).toHaveLength(0)
  })
})
