// What is written and not saved, when the editor is opened again, left, or written in by others.
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { TemplateDraft } from '../../../../src/api/template-draft.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import {
  blog,
  dataset,
  noCoverage,
  noDraft,
  preview,
  project,
  session,
  template,
} from '../../test/samples.ts'

const at = '2026-03-01T10:00:00.000Z'
const draft: TemplateDraft = {
  ...{
    templateId: 'tpl_1',
    name: 'Places',
    fields: { title: 'Written' },
    baseVersion: 1,
    baseName: 'Places',
  },
  ...{ revision: 'drf_1', keptAt: at },
}

function editorApi() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.templates.get, template)
  api.on(routes.templates.draft, noDraft)
  api.on(routes.templates.keepDraft, noDraft)
  api.on(routes.templates.discardDraft, undefined)
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.projects.list, { items: [project] })
  api.on(routes.datasets.get, dataset)
  api.on(routes.templates.filters, { items: [] })
  api.on(routes.templates.check, { problems: [] })
  api.on(routes.pages.list, { items: [], nextCursor: null, total: 0 })
  api.on(routes.pages.preview, preview)
  api.on(routes.coverage.get, noCoverage)
  return api
}

const lastTitle = (api: ReturnType<typeof editorApi>) =>
  (api.callsOf(routes.pages.preview).at(-1)?.body as { fields: Record<string, string> } | undefined)?.fields[
    'title'
  ]
const nameField = () => screen.findByRole('textbox', { name: 'Name of the template' })

describe('an editor that is opened again', () => {
  it('has what was written and not saved, shows the difference, and discards it', async () => {
    const api = editorApi()
    api.on(routes.templates.draft, { ...noDraft, draft })
    renderApp('/templates/tpl_1', api)
    const strip = await screen.findByRole('region', { name: 'You have changes that are not saved' })
    await waitFor(() => expect(lastTitle(api)).toBe('Written'))
    await userEvent.click(within(strip).getByRole('button', { name: 'Show or discard' }))
    const dialog = await screen.findByRole('dialog', { name: 'Your changes' })
    expect(dialog.querySelector('ins')?.textContent).toContain('Written')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Discard changes' }))
    await waitFor(() => expect(lastTitle(api)).toBe('{{ row.name }}'))
    await waitFor(() =>
      expect(api.callsOf(routes.templates.discardDraft)[0]?.query.get('revision')).toBe('drf_1'),
    )
    expect(screen.queryByRole('region', { name: 'You have changes that are not saved' })).toBeNull()
  })

  it('goes on with it, saves it as a version and names the draft that this is', async () => {
    const api = editorApi()
    api.on(routes.templates.draft, { ...noDraft, draft })
    api.on(routes.templates.update, { ...template, version: 2, fields: draft.fields })
    renderApp('/templates/tpl_1', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Continue' }))
    expect(screen.getByText('Draft saved')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByRole('button', { name: /^Version 2/ })
    expect(api.callsOf(routes.templates.update)[0]?.body).toMatchObject({
      ...{ fields: draft.fields, expectedVersion: 1, draftRevision: 'drf_1' },
    })
    await waitFor(() => expect(screen.queryByText('Draft saved')).toBeNull())
  })

  it('says who saved meanwhile, and puts the changes on top of that version', async () => {
    const api = editorApi()
    const theirs = { ...template, version: 2, name: 'Renamed', fields: { title: 'a', body: 'Theirs' } }
    const newest = { version: 2, savedBy: 'Ben', savedAt: at }
    const mine = { ...draft, fields: { title: 'Written', body: '' } }
    api.on(routes.templates.get, theirs)
    api.on(routes.templates.draft, { ...noDraft, draft: mine, newest })
    api.on(routes.templates.version, {
      ...{ version: 1, savedBy: 'Olga', savedAt: at, restoredFrom: null, changed: [] },
      fields: { title: 'a', body: '' },
    })
    renderApp('/templates/tpl_1', api)
    const strip = await screen.findByRole('region', { name: 'Ben saved version 2' })
    await userEvent.click(within(strip).getByRole('button', { name: 'Put mine on theirs' }))
    await waitFor(() =>
      expect(api.callsOf(routes.templates.keepDraft).at(-1)?.body).toMatchObject({
        ...{ name: 'Renamed', baseVersion: 2, fields: { title: 'Written', body: 'Theirs' } },
      }),
    )
    expect(screen.queryByRole('region', { name: 'Ben saved version 2' })).toBeNull()
  })
})

describe('an editor that is written in', () => {
  it('asks before what could not be kept is left, and not where it is', async () => {
    const api = editorApi()
    api.on(routes.templates.list, { items: [template] })
    api.on(routes.templates.drafts, { items: [] })
    api.fail(routes.templates.keepDraft, 403, 'forbidden', 'You may look only.')
    renderApp('/templates/tpl_1', api)
    await userEvent.type(await nameField(), 'x')
    await screen.findByText('Draft not saved')
    const back = within(screen.getByRole('navigation', { name: 'Breadcrumb' })).getByRole('link')
    await userEvent.click(back)
    const dialog = await screen.findByRole('dialog', { name: 'Leave without your last changes?' })
    expect(dialog.textContent).toContain('You may look only.')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep editing' }))

    api.on(routes.templates.keepDraft, { ...noDraft, draft })
    await userEvent.type(await nameField(), 'y')
    await userEvent.click(back)
    await screen.findByRole('heading', { name: 'Templates' })
    expect(api.callsOf(routes.templates.keepDraft).at(-1)?.body).toMatchObject({ name: 'Placesxy' })
  })

  it('hears of a version that somebody saves while it is open', async () => {
    const api = editorApi()
    const newest = { version: 2, savedBy: 'Ben', savedAt: at }
    api.on(routes.templates.keepDraft, { ...noDraft, draft, newest })
    renderApp('/templates/tpl_1', api)
    await userEvent.type(await nameField(), 'x')
    const strip = await screen.findByRole('region', { name: 'Ben saved version 2' })
    api.on(routes.templates.get, { ...template, version: 2, fields: { title: 'Theirs' } })
    await userEvent.click(within(strip).getByRole('button', { name: 'Take theirs, discard mine' }))
    await waitFor(() => expect(lastTitle(api)).toBe('Theirs'))
  })

  it('lets a person with two windows choose one', async () => {
    const api = editorApi()
    api.fail(routes.templates.keepDraft, 409, 'stale', 'Another window.')
    renderApp('/templates/tpl_1', api)
    await userEvent.type(await nameField(), 'x')
    const strip = await screen.findByRole('region', { name: /in another window too/ })
    api.on(routes.templates.draft, { ...noDraft, draft })
    await userEvent.click(within(strip).getByRole('button', { name: 'Load the other' }))
    await waitFor(() => expect(lastTitle(api)).toBe('Written'))
    expect(await screen.findByText('Draft saved')).toBeTruthy()
    expect(screen.queryByRole('region', { name: /in another window too/ })).toBeNull()
  })

  it('says calmly who else is writing, and no more of who stopped a while ago', async () => {
    const api = editorApi()
    const keptAt = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    const ann = { author: 'Ann', keptAt: keptAt(2) }
    const ben = { author: 'Ben', keptAt: keptAt(5) }
    api.on(routes.templates.draft, { ...noDraft, others: [ann, { author: 'Cem', keptAt: keptAt(60) }] })
    renderApp('/templates/tpl_1', api)
    const writers = await screen.findByText('Ann is writing too')
    expect(writers.parentElement?.textContent).toMatch(/^Ann is writing too, draft saved \d min ago$/)
    // What changes by the minute is not read out.
    expect(writers.getAttribute('role')).toBe('status')
    expect(writers.querySelector('time')).toBeNull()
    expect(screen.queryByText(/Cem/)).toBeNull()
    // What is kept here is answered with who else is writing.
    api.on(routes.templates.keepDraft, { ...noDraft, draft, others: [ann, ben] })
    await userEvent.type(await nameField(), 'x')
    expect(await screen.findByText(/^Ann and Ben are writing too/)).toBeTruthy()
  })

  it('hears of a version that somebody saves while nothing is written here', async () => {
    const api = editorApi()
    const { queryClient } = renderApp('/templates/tpl_1', api)
    await nameField()
    const newest = { version: 2, savedBy: 'Ben', savedAt: at }
    api.on(routes.templates.draft, { ...noDraft, newest })
    await queryClient.refetchQueries({ queryKey: ['template-writers', 'tpl_1'] })
    expect(await screen.findByRole('region', { name: 'Ben saved version 2' })).toBeTruthy()
  })
})
