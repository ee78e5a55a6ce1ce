import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Correction } from '../../../../src/api/correction.ts'
import type { Row } from '../../../../src/api/dataset.ts'
import type { DatasetSteps } from '../../../../src/api/step.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { dataset, session } from '../../test/samples.ts'

const [key, other] = [dataset.keyColumn, dataset.columns.find(({ name }) => name !== dataset.keyColumn)!.name]
const row: Row = { rowKey: 'K1', line: 7, cells: { [key]: 'K1', [other]: 'Canilo' } }
const steps: DatasetSteps = {
  steps: [{ id: 's', kind: 'trim_case', isOff: false, columns: [other], spaces: 'all', letters: 'keep' }],
  columns: [{ name: other, from: ['Name of town'], steps: ['s'] }],
  reads: [],
  readBy: [],
}
const corrected: Correction = {
  rowKey: 'K1',
  column: other,
  value: 'Canillo',
  was: 'Canilo',
  sourceValue: 'Canillo (AD)',
  isOvertaken: true,
  by: 'Ada',
  at: '2026-11-28T10:00:00.000Z',
}

async function open(shown: Row) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.datasets.get, dataset)
  api.on(routes.datasets.rows, { items: [shown], nextCursor: null, total: 1 })
  api.on(routes.steps.get, steps)
  api.on(routes.datasets.correct, shown)
  api.on(routes.datasets.undoCorrection, shown)
  renderApp(`/data/${dataset.id}?row=K1`, api)
  const panel = within(await screen.findByRole('complementary', { name: /K1/ }))
  return { api, panel }
}

describe('a row of a dataset', () => {
  it('tells where each cell comes from, and lets all but the key be corrected', async () => {
    const { api, panel } = await open(row)
    expect(await panel.findByText('From Name of town, through step 1 (Spaces and letters)')).toBeTruthy()
    expect(panel.queryByRole('button', { name: `Correct ${key}` })).toBeNull()
    await userEvent.click(panel.getByRole('button', { name: `Correct ${other}` }))
    const field = panel.getByRole('textbox', { name: `What ${other} is to say` })
    await userEvent.clear(field)
    await userEvent.type(field, 'Canillo')
    await userEvent.click(panel.getByRole('button', { name: 'Correct' }))
    await waitFor(() => expect(api.callsOf(routes.datasets.correct)[0]?.body).toEqual({ value: 'Canillo' }))
  })

  it('shows a correction whose source has changed: it is taken back, or still right', async () => {
    const { api, panel } = await open({
      ...row,
      cells: { ...row.cells, [other]: 'Canillo' },
      corrections: [corrected],
    })
    expect(panel.getByText(/Its source said “Canilo” then, and says “Canillo \(AD\)” now/)).toBeTruthy()
    await userEvent.click(panel.getByRole('button', { name: 'It is still right' }))
    await waitFor(() => expect(api.callsOf(routes.datasets.correct)[0]?.body).toEqual({ value: 'Canillo' }))
    await userEvent.click(panel.getByRole('button', { name: 'Take it back' }))
    await waitFor(() => expect(api.callsOf(routes.datasets.undoCorrection)).toHaveLength(1))
  })
})
