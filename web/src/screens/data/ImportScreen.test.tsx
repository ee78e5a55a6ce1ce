import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Import } from '../../../../src/api/import.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { analysed, dataset, session } from '../../test/samples.ts'

function open(data: Partial<Import>, search = '') {
  const api = createFakeApi()
  const found = { ...analysed, ...data }
  api.on(routes.session.get, session)
  api.on(routes.imports.get, found)
  api.on(routes.datasets.get, dataset)
  api.on(routes.imports.update, ({ body }) => ({
    ...found,
    settings: { ...found.settings, ...(body as Partial<Import['settings']>) } as Import['settings'],
    decisions: analysed.decisions,
  }))
  renderApp(`/data/imports/${found.id}${search}`, api)
  return api
}

const readings: Import['readings'] = [
  {
    encoding: 'windows-1251',
    name: 'Cyrillic (Windows-1251)',
    isChosen: true,
    rows: [['код'], ['Њосква']],
  },
  { encoding: 'x-mac-cyrillic', name: 'Cyrillic (Mac)', isChosen: false, rows: [['код'], ['Москва']] },
]
const unsure = [
  { name: 'encoding', value: 'windows-1251', reason: 'This is a guess.', isSure: false },
  ...analysed.decisions.slice(1),
]

describe('an import', () => {
  it('whose encoding is a guess asks which reading makes sense before anything is stored', async () => {
    const api = open({ readings, decisions: unsure })
    expect(await screen.findByRole('heading', { name: 'Which of these makes sense?' })).toBeTruthy()
    expect(screen.getByText('Москва')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Import 100 rows' }).hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Use Cyrillic (Mac)' }))
    await waitFor(() =>
      expect(api.callsOf(routes.imports.update)[0]?.body).toEqual({ encoding: 'x-mac-cyrillic' }),
    )
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Import 100 rows' }).hasAttribute('disabled')).toBe(false),
    )
  })

  it('says in which line the header was found, and takes another', async () => {
    const header = { name: 'header', value: 'line 3', reason: 'Line 3 gives the columns their names.' }
    const api = open({ decisions: [...analysed.decisions.slice(0, 2), header] })
    await userEvent.click(await screen.findByRole('button', { name: /Column names.*in line 3/ }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'In line 2' }))
    await waitFor(() =>
      expect(api.callsOf(routes.imports.update)[0]?.body).toEqual({ hasHeader: true, headerLine: 2 }),
    )
  })

  it('of a workbook shows its sheets to choose from, and nothing of CSV', async () => {
    const api = open({
      format: 'xlsx',
      settings: { sheet: null, hasHeader: true, headerLine: null, values: 'shown' },
      decisions: [
        {
          name: 'sheet',
          value: 'Prices',
          reason: 'The first of 2 sheets that holds anything.',
          setting: 'sheet',
          choices: [
            { value: 'Prices', label: 'Prices' },
            { value: 'Old', label: 'Old (hidden)' },
          ],
        },
        { name: 'header', value: 'row 3', reason: 'Row 3 gives the columns their names.' },
        {
          name: 'values',
          value: 'shown',
          reason: 'With the format of their cell.',
          setting: 'values',
          choices: [
            { value: 'shown', label: 'As the sheet shows them' },
            { value: 'stored', label: 'As they are stored' },
          ],
        },
      ],
    })
    expect(await screen.findByRole('button', { name: /Column names.*in row 3/ })).toBeTruthy()
    expect(screen.getByRole('button', { name: /Values.*As the sheet shows them/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Encoding|Delimiter/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /Sheet.*Prices/ }))
    expect(await screen.findByRole('menuitem', { name: /Prices/ })).toBeTruthy()
    await userEvent.click(screen.getByRole('menuitem', { name: 'Old (hidden)' }))
    await waitFor(() => expect(api.callsOf(routes.imports.update)[0]?.body).toEqual({ sheet: 'Old' }))
  })

  it('offers every encoding', async () => {
    open({})
    await userEvent.click(await screen.findByRole('button', { name: /Encoding/ }))
    expect(await screen.findByRole('menuitem', { name: 'Chinese, simplified (GB18030)' })).toBeTruthy()
    expect(screen.getByRole('menuitem', { name: 'Turkish (Windows-1254)' })).toBeTruthy()
  })

  it('refused for its key is loaded by another one, combined of two, without another upload', async () => {
    const problem = { code: 'empty_keys', message: '3 rows have nothing in it.', lines: [3] }
    const api = open({ state: 'refused', problem, keyColumn: 'code', keyColumns: ['code'] })
    api.on(routes.imports.load, { ...analysed, state: 'loading' })
    expect(await screen.findByText('3 rows have nothing in it.')).toBeTruthy()
    await userEvent.click(screen.getByRole('combobox', { name: 'Key column' }))
    await userEvent.click(await screen.findByRole('option', { name: 'country' }))
    await userEvent.click(screen.getByRole('button', { name: 'Combine with another column' }))
    await userEvent.click(screen.getByRole('combobox', { name: 'and column 2' }))
    await userEvent.click(await screen.findByRole('option', { name: 'name' }))
    await userEvent.click(screen.getByRole('button', { name: 'Import 100 rows' }))
    await waitFor(() =>
      expect(api.callsOf(routes.imports.load)[0]?.body).toEqual({
        keyColumns: ['country', 'name'],
        name: 'Places',
      }),
    )
    expect(api.callsOf(routes.imports.create)).toEqual([])
  })

  it('of a dataset that is there says that its key stays, and offers no other', async () => {
    const problem = { code: 'empty_keys', message: 'Fill these cells.', lines: [3] }
    open({ state: 'refused', problem, datasetId: 'dat_1' })
    expect(await screen.findByText('Fill these cells.')).toBeTruthy()
    expect(screen.queryByRole('combobox', { name: 'Key column' })).toBeNull()
  })

  it('is shaped by steps before it is applied, and looked at anew with them', async () => {
    const api = open({}, '?tab=steps')
    const sample = {
      columns: [{ name: 'name', from: ['name'], steps: [] }],
      rows: [],
      rowCount: 90,
      isPart: false,
    }
    api.on(routes.steps.ofImport, { steps: [] })
    api.on(routes.steps.previewImport, { source: sample, steps: [] })
    api.on(routes.steps.setImport, { ...analysed, state: 'analysing' })
    await userEvent.click(await screen.findByRole('button', { name: 'Add step' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: /Find and replace/ }))
    await userEvent.type(await screen.findByLabelText('Find'), 'Ltd.')
    const look = screen.getByRole('button', { name: 'Look at the rows with these steps' })
    await waitFor(() => expect(look.hasAttribute('disabled')).toBe(false))
    await userEvent.click(look)
    await waitFor(() =>
      expect(api.callsOf(routes.steps.setImport)[0]?.body).toMatchObject({
        steps: [{ kind: 'replace', find: 'Ltd.' }],
      }),
    )
    expect(await screen.findByText('Looking at the file')).toBeTruthy()
  })

  it('that a step cannot be taken in can be given others', async () => {
    const problem = { code: 'step_problem', message: 'Step 1: There is no column "gone".', lines: [] }
    const api = open({ state: 'refused', problem })
    api.on(routes.steps.ofImport, { steps: [] })
    api.on(routes.steps.previewImport, {
      source: { columns: [], rows: [], rowCount: 0, isPart: false },
      steps: [],
    })
    expect(await screen.findByRole('button', { name: 'Add step' })).toBeTruthy()
  })

  it('tells of a row with the same cells that it is held, and for what', async () => {
    const changes = { added: 0, changed: 1, removed: 0, same: 99 }
    const api = open({ state: 'loaded', datasetId: dataset.id, changes })
    const cells = { code: 'A', About: '' }
    const note = (message: string) => [{ column: 'About', severity: 'error' as const, message }]
    api.on(routes.imports.changes, {
      items: [
        {
          rowKey: 'A',
          change: 'changed',
          before: cells,
          after: cells,
          notesBefore: note('It has not been asked yet.'),
          notesAfter: note('The number "77" is not in its row.'),
        },
        { rowKey: 'B', change: 'changed', before: cells, after: cells, notesBefore: note('Not asked yet.') },
      ],
      nextCursor: null,
      total: 2,
    })
    expect(await screen.findByText('About held: The number "77" is not in its row.')).toBeTruthy()
    expect(screen.getByText('About: not held any more')).toBeTruthy()
  })
})
