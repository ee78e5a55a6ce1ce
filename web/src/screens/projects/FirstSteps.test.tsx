import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Sample } from '../../../../src/api/sample.ts'
import type { TakeDownPreview } from '../../../../src/api/way-back.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, firstSteps, noSample, plan, project, run, session } from '../../test/samples.ts'

const practiceProject = {
  ...project,
  connection: { ...project.connection, kind: 'practice' as const },
  published: { live: 0, drafts: 0, gone: 0 },
}
const sample: Sample = {
  ...noSample,
  state: 'ready',
  projectId: project.id,
  datasetId: project.dataset.id,
  templateId: project.template.id,
  rowKey: 'oriental-beauty',
}

function withSample(given: Partial<Sample> = {}) {
  const api = createFakeApi()
  let own = firstSteps
  api.on(routes.session.get, session)
  api.on(routes.projects.list, { items: [practiceProject] })
  api.on(routes.projects.get, practiceProject)
  api.on(routes.connections.list, { items: [connection] })
  api.on(routes.sample.get, { ...sample, ...given })
  api.on(routes.firstSteps.get, () => own)
  api.on(routes.firstSteps.update, ({ body }) => {
    own = { ...own, ...(body as Partial<typeof own>) }
    return own
  })
  return api
}

const title = () => screen.findByText('From a table to live pages')

describe('the first steps', () => {
  it('are three, with the way to one page of the sample, and none done', async () => {
    renderApp('/projects', withSample())
    await title()
    expect(screen.getByText('0 of 3 done')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Show a page' }).getAttribute('href')).toBe(
      `/projects/${project.id}?tab=pages&row=oriental-beauty`,
    )
    expect(screen.getByRole('link', { name: 'Start with your own table' }).getAttribute('href')).toBe(
      '/start',
    )
  })

  it('tick themselves: what was looked at, what is published, what is connected', async () => {
    const api = withSample()
    renderApp('/projects', api)
    await title()
    await userEvent.click(screen.getByRole('link', { name: 'Show a page' }))
    await waitFor(() => expect(api.callsOf(routes.firstSteps.update)[0]?.body).toEqual({ hasLooked: true }))
    cleanup()
    const later = withSample()
    later.on(routes.firstSteps.get, { ...firstSteps, hasLooked: true })
    later.on(routes.projects.list, {
      items: [{ ...practiceProject, published: { live: 25, drafts: 0, gone: 0 } }],
    })
    renderApp('/projects', later)
    expect(await screen.findByText('2 of 3 done')).toBeTruthy()
    expect(screen.getByRole('heading', { name: /^Publish on the practice site.*done/ })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Connect' })).toBeTruthy()
  })

  it('are gone when all is done', async () => {
    const api = withSample()
    api.on(routes.session.get, { ...session, missingConnection: false })
    api.on(routes.projects.list, {
      items: [{ ...practiceProject, published: { live: 25, drafts: 0, gone: 0 } }],
    })
    renderApp('/projects', api)
    expect(await screen.findByText('25 live')).toBeTruthy()
    expect(screen.queryByText('From a table to live pages')).toBeNull()
  })

  it('are put away for good, and come back from the menu of the account', async () => {
    const api = withSample()
    renderApp('/projects', api)
    await title()
    await userEvent.click(screen.getByRole('button', { name: 'Put the first steps away' }))
    await waitFor(() => expect(screen.queryByText('From a table to live pages')).toBeNull())
    expect(api.callsOf(routes.firstSteps.update)[0]?.body).toEqual({ isPutAway: true })
    await userEvent.click(screen.getByRole('button', { name: /Account of/ }))
    await userEvent.click(await screen.findByText('Show the first steps'))
    expect(await title()).toBeTruthy()
  })

  it('offer a sample where there is none, and say that nothing of it is the owner’s', async () => {
    const api = withSample({ ...noSample })
    api.on(routes.projects.list, { items: [] })
    api.on(routes.sample.make, { ...noSample, state: 'making' })
    renderApp('/projects', api)
    await title()
    expect(screen.getByText('0 of 3 done')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Show me a sample' }))
    await waitFor(() => expect(api.callsOf(routes.sample.make)).toHaveLength(1))
  })

  it('take the posts of the sample down with it, unless they are to stay', async () => {
    const api = withSample()
    const preview: TakeDownPreview = {
      ...{ count: 2, sample: [], warnings: [] },
      hows: [
        { how: 'draft', title: 'Draft', note: '', isFinal: false },
        { how: 'trash', title: 'Trash', note: '', isFinal: false },
        { how: 'deleted', title: 'Delete', note: '', isFinal: true },
      ],
    }
    api.on(routes.wayBack.preview, preview)
    api.on(routes.wayBack.takeDown, { ...plan, state: 'building' })
    api.on(routes.plans.get, { ...plan, overLimit: null, state: 'ready', blockedReason: null })
    api.on(routes.plans.apply, { ...run, state: 'queued' })
    api.on(routes.runs.get, { ...run, state: 'needs_attention', receipt: null })
    api.on(routes.sample.remove, undefined)
    const { router } = renderApp(`/projects/${project.id}`, api)
    await userEvent.click(await screen.findByRole('button', { name: 'Remove the sample' }))
    const dialog = await screen.findByRole('dialog', { name: 'Remove the sample?' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove the sample' }))
    expect(await within(dialog).findByText(/still on the site/)).toBeTruthy()
    expect(api.callsOf(routes.wayBack.takeDown)[0]?.body).toEqual({ pages: { filter: {} }, how: 'trash' })
    expect(api.callsOf(routes.sample.remove)).toEqual([])

    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Take the posts down too' }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove the sample' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/projects'))
    expect(api.callsOf(routes.wayBack.takeDown)).toHaveLength(1)
  })

  it('take the sample away with one click where it has nothing on the site', async () => {
    const api = withSample()
    api.on(routes.wayBack.preview, { count: 0, sample: [], hows: [], warnings: [] })
    api.on(routes.sample.remove, undefined)
    const { router } = renderApp(`/projects/${project.id}`, api)
    await userEvent.click(await screen.findByRole('button', { name: 'Remove the sample' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/projects'))
    expect(api.callsOf(routes.sample.remove)).toHaveLength(1)
  })
})
