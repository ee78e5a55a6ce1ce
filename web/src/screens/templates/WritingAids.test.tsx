// What helps whoever writes a template: columns at a click, rows worth a look, blocks, coverage, versions, starters.
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Coverage } from '../../../../src/api/coverage.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import {
  blog,
  dataset,
  fieldSpec,
  noCoverage,
  noDraft,
  preview,
  project,
  session,
  template,
} from '../../test/samples.ts'

const destination = {
  ...blog,
  fields: [
    ...blog.fields,
    fieldSpec({ name: 'seo_title', label: 'SEO title', group: 'seo' }),
    fieldSpec({ name: 'seo_description', label: 'SEO description', group: 'seo', kind: 'long_text' }),
    fieldSpec({ name: 'json_ld', label: 'Structured data (JSON-LD)', group: 'seo', kind: 'json' }),
  ],
}

function editorApi(fields: Record<string, string> = template.fields) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.templates.get, { ...template, fields })
  api.on(routes.templates.draft, noDraft)
  api.on(routes.templates.keepDraft, noDraft)
  api.on(routes.destinations.list, { items: [destination] })
  api.on(routes.projects.list, { items: [project] })
  api.on(routes.datasets.get, dataset)
  api.on(routes.templates.filters, { items: [] })
  api.on(routes.templates.check, { problems: [] })
  api.on(routes.pages.list, { items: [], nextCursor: null, total: 0 })
  api.on(routes.pages.preview, preview)
  api.on(routes.coverage.get, noCoverage)
  return api
}

/** The texts that were rendered last. */
const lastTexts = (api: ReturnType<typeof editorApi>) =>
  (api.callsOf(routes.pages.preview).at(-1)!.body as { fields: Record<string, string> }).fields

describe('an info section of a product', () => {
  const sections = [1, 2].flatMap((number) => [
    fieldSpec({ name: `section_${number}_title`, label: `Info section ${number}: title`, group: 'sections' }),
    fieldSpec({
      ...{ name: `section_${number}_text`, label: `Info section ${number}: text` },
      ...{ group: 'sections' as const, kind: 'html' as const },
    }),
  ])

  it('is written as a whole, its text as it looks, with columns and blocks', async () => {
    localStorage.clear()
    const api = editorApi({ title: 'x', section_1_text: '<p>Wash </p>' })
    api.on(routes.destinations.list, { items: [{ ...destination, fields: [...blog.fields, ...sections] }] })
    renderApp('/templates/tpl_1?field=section_1_text', api)
    const group = await screen.findByRole('region', { name: 'Editor of Info section 1' })
    await within(group).findByRole('textbox', { name: /^Info section 1: text.*Alt\+F10/ })
    expect(await within(group).findByRole('textbox', { name: /^Info section 1: title\. Press/ })).toBeTruthy()
    expect(within(group).queryByRole('textbox', { name: /^Info section 2/ })).toBeNull()
    expect(within(group).getByRole('button', { name: 'Insert a block' })).toBeTruthy()
    await userEvent.click(await within(group).findByRole('button', { name: /country.*Andorra/ }))
    await waitFor(() => expect(lastTexts(api)['section_1_text']).toContain('{{ row.country }}'))
  })
})

describe('columns above the text', () => {
  it('show what the row holds, and go in where the cursor is', async () => {
    const api = editorApi()
    renderApp('/templates/tpl_1', api)
    const bar = await screen.findByRole('toolbar', { name: 'Insert a column' })
    await within(bar).findByText('Andorra')
    expect(within(bar).getByRole('button', { name: /type.*empty/ })).toBeTruthy()
    await screen.findByRole('textbox', { name: /Title\. Press Escape/ })
    await userEvent.click(within(bar).getByRole('button', { name: /country/ }))
    await waitFor(() => expect(lastTexts(api)['title']).toBe('{{ row.name }}{{ row.country }}'))
    expect(await screen.findByText('Draft saved')).toBeTruthy()
  })

  it('go into a body that is written as it looks, too', async () => {
    localStorage.clear()
    const api = editorApi({ title: 'x', body: '<p>In </p>' })
    renderApp('/templates/tpl_1?field=body', api)
    await screen.findByRole('textbox', { name: /^Body.*Alt\+F10/ })
    const bar = await screen.findByRole('toolbar', { name: 'Insert a column' })
    await userEvent.click(await within(bar).findByRole('button', { name: /country.*Andorra/ }))
    await waitFor(() => expect(lastTexts(api)['body']).toContain('{{ row.country }}'))
  })

  it('go into the field of a group that was written in last', async () => {
    const api = editorApi({ title: 'x', seo_title: 'About ', seo_description: '' })
    renderApp('/templates/tpl_1?field=seo_description', api)
    const group = await screen.findByRole('region', { name: 'Editor of Search and sharing' })
    await userEvent.click(await within(group).findByRole('textbox', { name: /SEO title\. Press/ }))
    await userEvent.click(await within(group).findByRole('button', { name: /name.*Alpha/ }))
    await waitFor(() => expect(lastTexts(api)['seo_title']).toContain('{{ row.name }}'))
    expect(lastTexts(api)['seo_description']).toBe('')
  })
})

describe('the row of the preview', () => {
  it('is chosen among those worth a look, from the one that is shown', async () => {
    const api = editorApi()
    api.on(routes.pages.pick, ({ query }) =>
      query.get('choice') === 'longest'
        ? { rowKey: 'Z', reason: null }
        : { rowKey: null, reason: 'These pages were never checked. Check them first.' },
    )
    renderApp('/templates/tpl_1', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Rows worth a look' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Longest' }))
    await waitFor(() => expect(api.callsOf(routes.pages.preview).at(-1)?.body).toMatchObject({ rowKey: 'Z' }))
    expect(api.callsOf(routes.pages.pick)[0]?.query.get('from')).toBe('A')
    await userEvent.click(screen.getByRole('button', { name: 'Rows worth a look' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Next with a problem' }))
    await waitFor(() => expect(api.callsOf(routes.pages.pick)).toHaveLength(2))
    expect(api.callsOf(routes.pages.preview).at(-1)?.body).toMatchObject({ rowKey: 'Z' })
  })
})

describe('a broken template', () => {
  it('leaves the last page that worked on the screen, and says so', async () => {
    const api = editorApi()
    renderApp('/templates/tpl_1', api)
    await screen.findByTitle('Preview of Alpha')
    const mistake = {
      code: 'syntax',
      severity: 'error' as const,
      message: 'A value is missing.',
      field: 'title',
      line: 1,
    }
    api.on(routes.pages.preview, { ...preview, html: '<p>half</p>', problems: [mistake] })
    const bar = await screen.findByRole('toolbar', { name: 'Insert a column' })
    await screen.findByRole('textbox', { name: /Title\. Press Escape/ })
    await userEvent.click(within(bar).getByRole('button', { name: /country/ }))
    expect(await screen.findByText(/This is the last view that worked. A value is missing./)).toBeTruthy()
    expect(screen.getByTitle('Preview of Alpha').getAttribute('srcdoc')).toContain('<h1>Alpha</h1>')
  })
})

describe('coverage', () => {
  const branch = { id: 0, field: 'title', column: 1, within: null, of: 100 }
  const counted: Coverage = {
    ...noCoverage,
    ...{ state: 'done', templateVersion: 1, isCurrent: true, rows: 100, counted: 100 },
    branches: [
      { ...branch, kind: 'if', line: 1, text: '{% if row.country == "Atlantis" %}', rows: 0 },
      {
        ...branch,
        id: 1,
        kind: 'fallback',
        line: 2,
        text: '{{ row.type | default_if_blank: "?" }}',
        rows: 62,
      },
      { ...branch, id: 2, kind: 'none', line: 3, text: '{% endif %}', rows: 100 },
    ],
  }

  it('is counted when asked for, and says what nobody takes and what most rows fall back to', async () => {
    const api = editorApi()
    api.on(routes.coverage.start, counted)
    renderApp('/templates/tpl_1', api)
    await userEvent.click(await screen.findByRole('tab', { name: 'Coverage' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Count the rows' }))
    const list = await screen.findByRole('list', { name: 'Branches of the template' })
    expect(
      within(list).getByRole('button', { name: /Title, line 1.*If.*No row comes here.*0 %/ }),
    ).toBeTruthy()
    expect(within(list).getByRole('button', { name: /line 2.*More often used than not.*62 %/ })).toBeTruthy()
    expect(screen.getByText('100 rows, version 1.')).toBeTruthy()
  })

  it('of an earlier version is told as such, and can be counted again', async () => {
    const api = editorApi()
    api.on(routes.coverage.get, { ...counted, isCurrent: false })
    renderApp('/templates/tpl_1', api)
    await userEvent.click(await screen.findByRole('tab', { name: 'Coverage' }))
    expect(await screen.findByText(/Of version 1; the template or the data have changed since/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Count again' })).toBeTruthy()
  })
})

describe('versions', () => {
  const at = template.updatedAt
  const versions = [
    { version: 3, savedBy: 'Cem', savedAt: at, restoredFrom: 1, changed: ['title'] },
    { version: 2, savedBy: 'Ben', savedAt: at, restoredFrom: null, changed: ['title', 'body'] },
    { version: 1, savedBy: 'Ann', savedAt: at, restoredFrom: null, changed: ['title'] },
  ]
  function withVersions() {
    const api = editorApi({ title: 'now' })
    api.on(routes.templates.get, { ...template, version: 3, fields: { title: 'Guide to now' } })
    api.on(routes.templates.draft, noDraft)
    api.on(routes.templates.keepDraft, noDraft)
    api.on(routes.templates.versions, { items: versions, nextCursor: null, total: null })
    api.on(routes.templates.version, ({ path }) => {
      const version = versions.find((one) => path.endsWith(`/${one.version}`))!
      return { ...version, fields: { title: version.version === 2 ? 'Guide to then' : 'Guide to now' } }
    })
    return api
  }

  it('are listed with who saved what, and an earlier one comes back as a new one', async () => {
    const api = withVersions()
    api.on(routes.templates.restore, { ...template, version: 4, fields: { title: 'Guide to then' } })
    renderApp('/templates/tpl_1', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Version 3, all versions' }))
    const list = await screen.findByRole('list', { name: 'Versions of the template' })
    expect(within(list).getByText('Version 1 restored')).toBeTruthy()
    await userEvent.click(within(list).getByRole('button', { name: /Version 2.*Ben.*Title, Body/ }))
    const chosen = await screen.findByRole('region', { name: 'Version 2' })
    await waitFor(() => expect(chosen.querySelector('del')?.textContent).toBe('then'))
    expect(chosen.querySelector('ins')?.textContent).toBe('now')
    await userEvent.click(within(chosen).getByRole('button', { name: 'Restore version 2' }))
    await screen.findByRole('button', { name: 'Version 4, all versions' })
    expect(api.callsOf(routes.templates.restore)[0]).toMatchObject({
      path: '/api/templates/tpl_1/versions/2/restore',
      body: { expectedVersion: 3 },
    })
  })

  it('are not restored over what was not saved', async () => {
    renderApp('/templates/tpl_1', withVersions())
    const name = await screen.findByRole('textbox', { name: 'Name of the template' })
    await userEvent.type(name, '!')
    await userEvent.click(screen.getByRole('button', { name: 'Version 3, all versions' }))
    await userEvent.click(await screen.findByRole('button', { name: /Version 1.*Ann/ }))
    const restore = await screen.findByRole('button', { name: 'Restore version 1' })
    expect(restore.hasAttribute('disabled')).toBe(true)
  })
})

describe('blocks', () => {
  it('ask for columns, and put questions into the page and into the structured data', async () => {
    const api = editorApi({ title: 'x', body: '<p>a</p>' })
    renderApp('/templates/tpl_1?field=body', api)
    await userEvent.click(await screen.findByRole('radio', { name: 'HTML and Liquid' }))
    await screen.findByRole('textbox', { name: /Body\. Press Escape/ })
    await userEvent.click(await screen.findByRole('button', { name: 'Insert a block' }))
    await userEvent.click(await screen.findByRole('button', { name: /^Questions and answers/ }))
    await userEvent.click(await screen.findByRole('button', { name: 'Insert' }))
    await waitFor(() => expect(lastTexts(api)['body']).toContain('<details>'))
    expect(lastTexts(api)['body']).toContain('What is the country of {{ row.name }}?')
    expect(lastTexts(api)['json_ld']).toContain('"@type": "FAQPage"')
  })
})

describe('a new template', () => {
  it('begins with the kind of page that fits the columns, and shows which column plays which part', async () => {
    const api = editorApi()
    api.on(routes.templates.list, { items: [] })
    api.on(routes.datasets.list, { items: [dataset] })
    api.on(routes.templates.create, { ...template, id: 'tpl_1' })
    renderApp('/templates', api)
    await userEvent.click(await screen.findByRole('button', { name: 'New template' }))
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Guide')
    await userEvent.click(screen.getByRole('combobox', { name: 'Start from the columns of' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Places' }))
    await userEvent.click(await screen.findByRole('radio', { name: /^Location/ }))
    const parts = screen.getByRole('region', { name: 'Columns of the page' })
    expect(within(parts).getByRole('combobox', { name: 'Country' }).getAttribute('value')).toContain(
      'country',
    )
    expect(within(parts).getByText(/3 columns found by name and content/)).toBeTruthy()
    await userEvent.click(screen.getByRole('radio', { name: /^Recipe/ }))
    expect(within(parts).getByText('Choose a column for: Ingredients.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Create template' }).hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getByRole('radio', { name: /^Location/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Create template' }))
    await waitFor(() => expect(api.callsOf(routes.templates.create)).toHaveLength(1))
    const { fields } = api.callsOf(routes.templates.create)[0]!.body as { fields: Record<string, string> }
    expect(fields['title']).toBe('{{ row.name }}, {{ row.country }}')
    expect(fields['body']).toContain('<tr><th>Kind</th><td>{{ row.type }}</td></tr>')
  })
})
