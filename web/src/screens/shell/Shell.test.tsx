import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi, type FakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, firstSteps, noSample, project, session } from '../../test/samples.ts'

function emptyWorkspace(): FakeApi {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.projects.list, { items: [] })
  api.on(routes.connections.list, { items: [] })
  api.on(routes.sample.get, noSample)
  api.on(routes.firstSteps.get, firstSteps)
  return api
}

describe('the shell', () => {
  it('warns of the missing connection with a link to Connections', async () => {
    renderApp('/projects', emptyWorkspace())
    const warning = await screen.findByRole('link', { name: 'Missing connection' })
    expect(warning.getAttribute('href')).toBe('/connections?why=missing')
    fireEvent.focus(warning)
    expect((await screen.findByRole('tooltip')).textContent).toMatch(
      /practice site .* nothing on the internet/,
    )
  })

  it('says there what the header means, while only a practice site is connected', async () => {
    const api = emptyWorkspace()
    api.on(routes.connections.list, { items: [{ ...connection, kind: 'practice' }] })
    renderApp('/connections?why=missing', api)
    expect(await screen.findByText(/means that no Wix site is connected/)).toBeTruthy()
  })

  it('names the problem of a connection in place of that, whether or not another one is active', async () => {
    for (const missingConnection of [true, false]) {
      const api = emptyWorkspace()
      api.on(routes.session.get, { ...session, missingConnection, connectionProblem: 'Invalid API key' })
      renderApp('/projects', api)
      const warning = await screen.findByRole('link', { name: 'Invalid API key' })
      expect(warning.getAttribute('href')).toBe('/connections')
      expect(screen.queryByText('Missing connection')).toBeNull()
      cleanup()
    }
  })

  it('has no warning once a real site is connected', async () => {
    const api = emptyWorkspace()
    api.on(routes.session.get, { ...session, missingConnection: false })
    renderApp('/projects', api)
    await screen.findByRole('heading', { name: 'Projects' })
    expect(screen.queryByText('Missing connection')).toBeNull()
  })

  it('leads to the login and remembers where one wanted to go', async () => {
    const api = emptyWorkspace()
    api.fail(routes.session.get, 401, 'not_signed_in', 'Log in first.')
    api.on(routes.setup.state, { open: false })
    const { router } = renderApp('/runs?state=x', api)
    await screen.findByRole('button', { name: 'Log in' })
    expect(router.state.location.search).toMatchObject({ next: expect.stringContaining('/runs') })
  })

  it('has the focus in the content when the control that was pressed is gone', async () => {
    const api = emptyWorkspace()
    api.on(routes.connections.practice, { ...connection, kind: 'practice' })
    renderApp('/connections', api)
    const button = await screen.findByRole('button', { name: 'Try on a practice site' })
    button.focus()
    api.on(routes.connections.list, { items: [{ ...connection, kind: 'practice' }] })
    fireEvent.click(button)
    await screen.findByRole('button', { name: 'Check now' })
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')))
  })

  it('leads to the setup while there is no owner', async () => {
    const api = emptyWorkspace()
    api.fail(routes.session.get, 401, 'not_signed_in', 'Log in first.')
    api.on(routes.setup.state, { open: true })
    const { router } = renderApp('/projects', api)
    await waitFor(() => expect(router.state.location.pathname).toBe('/setup'))
  })
})

describe('the projects screen', () => {
  it('drops the first steps where something was published before there were any', async () => {
    const api = emptyWorkspace()
    api.on(routes.projects.list, {
      items: [{ ...project, published: { live: 100, drafts: 0, gone: 0 } }],
    })
    renderApp('/projects', api)
    expect(await screen.findByText('100 live')).toBeTruthy()
    expect(screen.queryByText('From a table to live pages')).toBeNull()
  })

  it('says what failed, with a code, and tries again', async () => {
    const api = emptyWorkspace()
    api.fail(routes.projects.list, 500, 'internal', 'The server failed. Look at its log, then try again.')
    renderApp('/projects', api)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The projects could not be loaded')
    expect(alert.textContent).toContain('internal')
    api.on(routes.projects.list, { items: [project] })
    screen.getByRole('button', { name: 'Try again' }).click()
    expect(await screen.findByRole('link', { name: 'Places' })).toBeTruthy()
  })
})
