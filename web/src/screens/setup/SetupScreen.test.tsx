import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { firstSteps, noSample, project, session } from '../../test/samples.ts'

beforeEach(() => {
  vi.resetModules()
})

describe('the setup screen', () => {
  it('takes the token out of the address bar, judges fields once left, and makes the owner', async () => {
    window.history.replaceState(null, '', '/setup#token=one-time-secret')
    const api = createFakeApi()
    api.on(routes.setup.state, { open: true })
    api.on(routes.setup.create, session)
    api.on(routes.session.get, session)
    api.on(routes.projects.list, { items: [] })
    api.on(routes.sample.get, noSample)
    api.on(routes.firstSteps.get, firstSteps)
    renderApp('/setup', api)
    const user = userEvent.setup()

    const email = await screen.findByLabelText('E-mail')
    expect(window.location.hash).toBe('')
    await user.type(screen.getByLabelText('Your name'), 'Ada')
    await user.type(email, 'ada@example')
    expect(screen.queryByText('This is not an e-mail address.')).toBeNull()
    await user.tab()
    expect(await screen.findByText('This is not an e-mail address.')).toBeTruthy()
    await user.type(email, '.com')
    expect(screen.queryByText('This is not an e-mail address.')).toBeNull()

    await user.type(screen.getByLabelText('Password'), 'short')
    await user.click(screen.getByRole('button', { name: 'Create owner account' }))
    expect(api.callsOf(routes.setup.create)).toHaveLength(0)
    expect(document.activeElement).toBe(screen.getByLabelText('Password'))

    await user.type(screen.getByLabelText('Password'), ' but now long enough')
    await user.click(screen.getByRole('button', { name: 'Create owner account' }))
    await waitFor(() => expect(api.callsOf(routes.setup.create)).toHaveLength(1))
    expect(api.callsOf(routes.setup.create)[0]?.body).toMatchObject({
      token: 'one-time-secret',
      email: 'ada@example.com',
    })
    expect(await screen.findByText('From a table to live pages')).toBeTruthy()
  })
})

describe('who is not the first', () => {
  it('is led to the login instead of a form that cannot succeed', async () => {
    window.history.replaceState(null, '', '/setup#token=one-time-secret')
    const api = createFakeApi()
    let open = true
    api.on(routes.setup.state, () => ({ open }))
    api.fail(routes.setup.create, 409, 'setup_closed', 'Setup is complete and closed.')
    renderApp('/setup', api)
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText('Your name'), 'Ada')
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'four unrelated words')
    open = false
    await user.click(screen.getByRole('button', { name: 'Create owner account' }))
    expect(await screen.findByRole('heading', { name: 'Setup is done' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Go to login' }).getAttribute('href')).toBe('/login')
  })
})

describe('what comes after the account', () => {
  it('waits for the sample project and opens it', async () => {
    const api = createFakeApi()
    let state: 'making' | 'ready' = 'making'
    api.on(routes.session.get, session)
    api.on(routes.projects.list, { items: [project] })
    api.on(routes.projects.get, project)
    api.on(routes.firstSteps.get, firstSteps)
    api.on(routes.sample.get, () => ({
      ...noSample,
      state,
      projectId: state === 'ready' ? project.id : null,
      rowKey: 'A',
    }))
    const { router } = renderApp('/welcome', api)
    expect(await screen.findByRole('status', { name: 'The sample project is being made' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Start with your own table' }).getAttribute('href')).toBe(
      '/start',
    )
    state = 'ready'
    await waitFor(() => expect(router.state.location.pathname).toBe(`/projects/${project.id}`), {
      timeout: 5000,
    })
    expect(await screen.findByText('From a table to live pages')).toBeTruthy()
  })

  it('leads to the projects where there is no sample', async () => {
    const api = createFakeApi()
    api.on(routes.session.get, session)
    api.on(routes.projects.list, { items: [] })
    api.on(routes.firstSteps.get, firstSteps)
    api.on(routes.sample.get, noSample)
    const { router } = renderApp('/welcome', api)
    await waitFor(() => expect(router.state.location.pathname).toBe('/projects'))
  })
})
