import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { routes } from '../../../api.ts'
import { createFakeApi } from '../../../test/fake-api.ts'
import { renderApp } from '../../../test/render-app.tsx'
import { blog, dataset, noCoverage, noDraft, project, session, template } from '../../../test/samples.ts'

// What jsdom lacks: places on the screen.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList
Range.prototype.getBoundingClientRect = () => new DOMRect()

const body =
  "<p class='a'>Hello  {{ row.name | upcase }}</p>\n{% if row.country != blank %}\n<p>b</p>\n{% endif %}\n"

function open() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.templates.get, { ...template, fields: { ...template.fields, body } })
  api.on(routes.templates.draft, noDraft)
  api.on(routes.templates.keepDraft, noDraft)
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.projects.list, { items: [project] })
  api.on(routes.datasets.get, dataset)
  api.on(routes.templates.filters, { items: [] })
  api.on(routes.coverage.get, noCoverage)
  api.on(routes.templates.check, { problems: [] })
  api.on(routes.templates.update, { ...template, version: 2 })
  api.on(routes.pages.list, { items: [], nextCursor: null, total: 0 })
  api.fail(routes.pages.preview, 404, 'not_found', 'There are no rows.')
  renderApp('/templates/tpl_1?field=body', api)
  return api
}

const visual = () => screen.findByRole('textbox', { name: /^Body.*Alt\+F10/ }, { timeout: 15_000 })

beforeEach(() => localStorage.clear())

describe('the two editors of a body', () => {
  it('begin with the page as people see it, and say what its tools and conditions are', async () => {
    open()
    const editor = await visual()
    expect(within(editor).getByRole('button', { name: 'If country is filled in' })).toBeTruthy()
    const toolbar = screen.getByRole('toolbar', { name: 'Tools for Body' })
    const tools = within(toolbar).getAllByRole('button')
    expect(tools.filter((tool) => tool.tabIndex === 0)).toHaveLength(1)
    expect(within(toolbar).getByRole('button', { name: 'Bold' }).getAttribute('aria-pressed')).toBe('false')
    expect(screen.queryByText(/Draft|draft/)).toBeNull()
  })

  it('are switched without a change, and the choice is kept for the template', async () => {
    open()
    await visual()
    await userEvent.click(screen.getByRole('radio', { name: 'HTML and Liquid' }))
    await waitFor(() => expect(document.querySelector('.cm-content')).not.toBeNull())
    expect(localStorage.getItem('seomatic.editor.tpl_1')).toBe('source')
    await userEvent.click(screen.getByRole('radio', { name: 'Visual' }))
    await visual()
    expect(screen.queryByText(/Draft|draft/)).toBeNull()
  })

  it('save a condition changed by its form, and nothing else', async () => {
    const api = open()
    const editor = await visual()
    await userEvent.click(within(editor).getByRole('button', { name: 'If country is filled in' }))
    const form = await screen.findByRole('dialog', { name: 'Condition or loop' })
    await userEvent.selectOptions(within(form).getByLabelText('Comparison'), 'is')
    await userEvent.type(within(form).getByLabelText('Value'), 'Austria')
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(api.callsOf(routes.templates.update)).toHaveLength(1))
    expect(api.callsOf(routes.templates.update)[0]?.body).toMatchObject({
      fields: { body: body.replace('!= blank', '== "Austria"') },
    })
  })

  it('insert a column where the cursor is, by its name', async () => {
    const api = open()
    await visual()
    await userEvent.click(screen.getByRole('button', { name: 'Insert' }))
    const search = await screen.findByRole('combobox', { name: /Column, condition/ })
    await userEvent.type(search, 'country')
    const option = await screen.findByRole('option', { name: /^country/ })
    await userEvent.click(option)
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
    await waitFor(() => expect(api.callsOf(routes.templates.update)).toHaveLength(1))
    const saved = api.callsOf(routes.templates.update)[0]?.body as { fields: { body: string } }
    expect(saved.fields.body).toContain('{{ row.country }}')
  })
})
