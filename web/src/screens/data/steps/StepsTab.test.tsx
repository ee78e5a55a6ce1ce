import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import type { DatasetSteps, Step, StepSample } from '../../../../../src/api/step.ts'
import { routes } from '../../../api.ts'
import { createFakeApi } from '../../../test/fake-api.ts'
import { renderApp } from '../../../test/render-app.tsx'
import { analysed, dataset, session } from '../../../test/samples.ts'

const trim: Step = {
  id: 'trim',
  kind: 'trim_case',
  isOff: false,
  columns: ['name'],
  spaces: 'all',
  letters: 'keep',
}
const filter: Step = {
  id: 'filter',
  kind: 'filter',
  isOff: false,
  conditions: [{ column: 'name', test: 'filled', value: '' }],
  match: 'all',
  rows: 'keep',
  ignoreCase: true,
}
const stored: DatasetSteps = {
  steps: [trim, filter],
  columns: [{ name: 'name', from: ['name'], steps: ['trim'] }],
  reads: [{ datasetId: 'dat_2', name: 'Countries', hasChanged: true }],
  readBy: [],
}

const reading: NonNullable<Dataset['columns'][number]['reading']> = {
  reads: { kind: 'number', decimal: ',' },
  reason: '"99,90" can be read in no other way.',
  isSure: true,
}

function sampleOf(rowCount: number, steps: string[]): StepSample {
  return {
    columns: [{ name: 'name', from: ['name'], steps }],
    rows: [{ line: 2, cells: [`after ${steps.length}`] }],
    rowCount,
    isPart: false,
  }
}

function open(problem: string | null = null, search = '') {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  const [first, ...others] = dataset.columns
  const price = { ...first!, name: 'price', reading }
  api.on(routes.datasets.get, { ...dataset, columns: [first!, ...others, price] })
  api.on(routes.datasets.list, { items: [dataset] })
  api.on(routes.steps.get, stored)
  api.on(routes.imports.get, analysed)
  api.on(routes.steps.set, analysed)
  api.on(routes.steps.preview, ({ body }) => {
    const { steps } = body as { steps: Step[] }
    return {
      source: sampleOf(90, []),
      steps: steps.map(({ id, isOff }, at) => {
        const isBroken = problem !== null && at === steps.length - 1
        return {
          id,
          problem: isBroken ? problem : null,
          after: isOff || isBroken ? null : sampleOf(90 - 10 * at, [id]),
          setAside: null,
          notes: [],
        }
      }),
    }
  })
  renderApp(`/data/${dataset.id}?tab=steps${search}`, api)
  return api
}

const lastTried = (api: ReturnType<typeof open>) =>
  (api.callsOf(routes.steps.preview).at(-1)?.body as { steps: Step[] } | undefined)?.steps

describe('the steps of a dataset', () => {
  it('are listed with what each makes of the rows, and where columns come from', async () => {
    open()
    expect(await screen.findByText('90 → 80 rows, 1 column')).toBeTruthy()
    expect(screen.getByText(/which have changed since/)).toBeTruthy()
    const head = within(screen.getByRole('table', { name: 'First rows after the steps' })).getByText('name')
    expect(head.getAttribute('title')).toBe('From name, through step 2 (Filter rows)')
  })

  it('are moved and switched off by the keyboard, tried again, and stored only when applied', async () => {
    const api = open()
    const down = await screen.findByRole('button', { name: 'Move step 1 down' })
    down.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(lastTried(api)?.map(({ id }) => id)).toEqual(['filter', 'trim']))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Step 1 is on' }))
    await waitFor(() => expect(lastTried(api)?.[0]?.isOff).toBe(true))
    expect(api.callsOf(routes.steps.set)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Read the rows with these steps' }))
    await waitFor(() => {
      const body = api.callsOf(routes.steps.set)[0]?.body as { steps: Step[] } | undefined
      expect(body?.steps.map(({ id, isOff }) => [id, isOff])).toEqual([
        ['filter', true],
        ['trim', false],
      ])
    })
  })

  it('are added with a form; one that says too little is not tried and cannot be applied', async () => {
    const api = open()
    await userEvent.click(await screen.findByRole('button', { name: 'Add step' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: /Find and replace/ }))
    expect(await screen.findByText('Enter what to find.')).toBeTruthy()
    expect(
      screen.getByRole('button', { name: 'Read the rows with these steps' }).hasAttribute('disabled'),
    ).toBe(true)
    await userEvent.type(screen.getByLabelText('Find'), 'Ltd.')
    await waitFor(() => expect(lastTried(api)?.at(-1)).toMatchObject({ kind: 'replace', find: 'Ltd.' }))
    expect(
      screen.getByRole('button', { name: 'Read the rows with these steps' }).hasAttribute('disabled'),
    ).toBe(false)
  })

  it('begin with one that reads a column as it seems to be written, where somebody came for that', async () => {
    const api = open(null, '&read=price')
    expect(await screen.findByText('3. Read numbers')).toBeTruthy()
    await waitFor(() =>
      expect(lastTried(api)?.[2]).toMatchObject({ kind: 'number', columns: ['price'], decimal: ',' }),
    )
    expect(api.callsOf(routes.steps.set)).toEqual([])
  })

  it('tell a problem at the step that has it', async () => {
    open('Step 2 (Filter rows): There is no column "gone" at this point.')
    const problem = await screen.findByText(/There is no column "gone"/)
    expect(within(problem.closest('li')!).getByText('2. Filter rows')).toBeTruthy()
  })
})
