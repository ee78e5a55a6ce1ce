import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { AiAnswer, AiColumn, AiEndpoint, AiRun } from '../../../../../src/api/ai.ts'
import { routes } from '../../../api.ts'
import { createFakeApi } from '../../../test/fake-api.ts'
import { renderApp } from '../../../test/render-app.tsx'
import { analysed, dataset, session } from '../../../test/samples.ts'

const at = '2026-01-02T03:04:05.000Z'
const later = '2026-01-03T03:04:05.000Z'

const model: AiEndpoint = {
  id: 'aie_1',
  name: 'Small',
  kind: 'anthropic',
  address: 'https://api.anthropic.com/v1',
  model: 'claude-haiku-4-5',
  priceIn: 1,
  priceOut: 5,
  currency: 'USD',
  thinkingTokens: 0,
  parallel: 4,
  key: 'stored',
  createdAt: at,
}
const run: AiRun = {
  id: 'air_1',
  columnId: 'aic_1',
  kind: 'all',
  state: 'done',
  mostCost: 5,
  mostCalls: 120,
  cost: 0.42,
  calls: 100,
  currency: 'USD',
  isByItself: false,
  rows: 100,
  counts: { done: 100, answered: 100, cached: 0, failed: 0 },
  problem: null,
  createdAt: at,
  endedAt: at,
}
const column: AiColumn = {
  id: 'aic_1',
  datasetId: dataset.id,
  name: 'Summary',
  endpointId: model.id,
  prompt: 'Describe {{ row.name }}.',
  type: 'text',
  choices: [],
  mostCharacters: 300,
  allowed: ['24/7'],
  standing: null,
  run: null,
  sample: null,
  inRows: null,
  createdAt: at,
  updatedAt: at,
}
const heldAnswer: AiAnswer = {
  rowKey: 'H12',
  prompt: 'Describe Alpha.',
  answer: 'A house with 99 rooms.',
  value: '',
  held: 'It says what its row does not: the number "99".',
  unknown: ['99'],
  names: [],
  corrected: null,
}

interface Given {
  models?: AiEndpoint[]
  columns?: AiColumn[]
  isOwner?: boolean
  columnsOfData?: string[]
}

function open({ models = [model], columns = [column], isOwner = true, columnsOfData = [] }: Given = {}) {
  const api = createFakeApi()
  const role = isOwner ? 'owner' : 'editor'
  api.on(routes.session.get, { ...session, user: { ...session.user, role } })
  const more = columnsOfData.map((name) => ({ ...dataset.columns[0]!, name }))
  api.on(routes.datasets.get, { ...dataset, columns: [...dataset.columns, ...more] })
  api.on(routes.sources.list, { items: [] })
  api.on(routes.aiColumns.list, { items: columns, nextCursor: null, total: columns.length })
  api.on(routes.aiModels.list, { items: models, nextCursor: null, total: models.length })
  const rows = ['A', 'B'].map((rowKey, n) => ({
    rowKey,
    line: n + 2,
    cells: { code: rowKey, name: 'Alpha' },
  }))
  api.on(routes.datasets.rows, { items: rows, nextCursor: null, total: 2 })
  api.on(routes.aiColumns.answers, { items: [heldAnswer], nextCursor: null, total: null })
  api.on(routes.aiColumns.try, ({ body }) => {
    const { prompt, rowKey = '' } = body as { prompt: string; rowKey?: string }
    return { ...heldAnswer, rowKey, prompt: prompt.replace('{{ row.name }}', 'Alpha'), held: null }
  })
  renderApp(`/data/${dataset.id}?tab=ai`, api)
  return { api, user: userEvent.setup() }
}

const card = () => screen.findByRole('article', { name: 'Summary' })

describe('AI columns', () => {
  it('are off until there is a model, and say so with one thing to do', async () => {
    const { api, user } = open({ models: [], columns: [] })
    expect(await screen.findByText(/It is off until you add a model/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Add a model' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add a model' })
    api.on(routes.aiModels.create, { ...model, kind: 'openai-compatible' })
    api.on(routes.aiModels.test, { isFine: false, message: 'The key is refused.', ms: 3 })
    await user.click(within(dialog).getByRole('button', { name: 'Add and ask one word' }))
    expect(within(dialog).getByText('Enter what its provider calls it.')).toBeTruthy()
    expect(api.callsOf(routes.aiModels.create)).toEqual([])
    await user.type(within(dialog).getByLabelText('Model'), 'gpt-5-mini')
    await user.type(within(dialog).getByLabelText('Key'), 'sk-1')
    await user.type(within(dialog).getByLabelText('Price of prompts'), '0.25')
    await user.type(within(dialog).getByLabelText('Price of answers'), '2')
    await user.click(within(dialog).getByRole('button', { name: 'Add and ask one word' }))
    expect(await within(dialog).findByText(/does not answer. The key is refused./)).toBeTruthy()
    expect(api.callsOf(routes.aiModels.create)[0]?.body).toMatchObject({
      kind: 'openai-compatible',
      name: 'gpt-5-mini',
      model: 'gpt-5-mini',
      key: 'sk-1',
      priceIn: 0.25,
      priceOut: 2,
      currency: 'USD',
    })
  })

  it('tell who is not the owner that the owner adds models', async () => {
    open({ models: [], columns: [], isOwner: false })
    expect(await screen.findByText(/the owner of this workspace can add a model/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Add a model' })).toBeNull()
  })

  it('are described beside what a real row would ask', async () => {
    const { api, user } = open({ columns: [] })
    api.on(routes.aiColumns.create, column)
    await user.click(await screen.findByRole('button', { name: 'Add a column' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add an AI column' })
    await user.click(within(dialog).getByRole('button', { name: 'Add the column' }))
    expect(within(dialog).getByText('Enter a name.')).toBeTruthy()
    await user.type(within(dialog).getByLabelText('Name'), 'Summary')
    await user.type(within(dialog).getByLabelText(/What the model is asked/), 'Describe ')
    await user.click(within(dialog).getByRole('button', { name: 'name' }))
    expect(await within(dialog).findByText('Describe Alpha')).toBeTruthy()
    await user.click(within(dialog).getByLabelText(/Ask about new rows by itself/))
    await user.type(within(dialog).getByLabelText('Money, in USD'), '5')
    await user.click(within(dialog).getByRole('button', { name: 'Add the column' }))
    await waitFor(() => expect(api.callsOf(routes.aiColumns.create)).toHaveLength(1))
    expect(api.callsOf(routes.aiColumns.create)[0]?.body).toEqual({
      name: 'Summary',
      endpointId: 'aie_1',
      prompt: 'Describe {{ row.name }}',
      type: 'text',
      choices: [],
      mostCharacters: 300,
      allowed: [],
      standing: { per: 'month', mostCost: 5, mostCalls: 1000 },
    })
  })

  it('say what is wrong with a prompt while it is written', async () => {
    const { api, user } = open()
    api.fail(routes.aiColumns.try, 400, 'bad_request', 'There is no column "nam".')
    await user.click(within(await card()).getByRole('button', { name: 'More for Summary' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Change' }))
    expect(await screen.findByText('There is no column "nam".')).toBeTruthy()
  })

  it('begin with a few rows, whose answers are shown then', async () => {
    const { api, user } = open()
    api.on(routes.aiColumns.run, () => {
      const items = [{ ...column, sample: { ...run, kind: 'sample' as const } }]
      api.on(routes.aiColumns.list, { items, nextCursor: null, total: 1 })
      return { ...run, kind: 'sample' as const, state: 'waiting' as const, endedAt: null }
    })
    await user.click(within(await card()).getByRole('button', { name: 'Try 5 rows' }))
    expect(await screen.findByText('A house with 99 rooms.')).toBeTruthy()
    expect(api.callsOf(routes.aiColumns.run)[0]?.body).toMatchObject({ kind: 'sample', mostCalls: 25 })
    expect(api.callsOf(routes.aiColumns.answers)[0]?.query.get('which')).toBe('sample')
  })

  it('are estimated before they are filled, and start within the caps that are entered', async () => {
    const { api, user } = open({ columns: [{ ...column, sample: { ...run, kind: 'sample' } }] })
    api.on(routes.aiColumns.estimate, {
      rows: 100,
      cached: 5,
      toAsk: 95,
      inputTokens: 5_000,
      outputTokens: 9_000,
      cost: 0.05,
      mostCost: 0.2437,
      currency: 'USD',
      isFromAnswers: true,
    })
    api.on(routes.aiColumns.run, { ...run, state: 'waiting', endedAt: null })
    await user.click(within(await card()).getByRole('button', { name: 'Fill all rows…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Fill Summary' })
    expect(await within(dialog).findByText('95')).toBeTruthy()
    expect(within(dialog).getByText('0.05 USD')).toBeTruthy()
    expect(within(dialog).getByText(/5 rows of 100 are answered already/)).toBeTruthy()
    const money = within(dialog).getByLabelText('At most, in USD') as HTMLInputElement
    expect(money.value).toBe('0.25')
    await user.clear(money)
    await user.type(money, '0.1')
    await user.click(within(dialog).getByRole('button', { name: 'Start asking' }))
    await waitFor(() =>
      expect(api.callsOf(routes.aiColumns.run)[0]?.body).toEqual({
        kind: 'all',
        mostCost: 0.1,
        mostCalls: 114,
        asksHeldAgain: false,
      }),
    )
  })

  it('show how far a run is, and stop it', async () => {
    const counts = { done: 40, answered: 40, cached: 0, failed: 0 }
    const going: AiRun = { ...run, state: 'running', endedAt: null, counts, calls: 41 }
    const { api, user } = open({ columns: [{ ...column, run: going }] })
    api.on(routes.aiRuns.cancel, { ...going, state: 'cancelled', endedAt: later })
    expect(within(await card()).getByText('Asking: 40 of 100 rows')).toBeTruthy()
    expect(screen.getByText(/41 of at most 120 calls, 0.42 USD of at most 5.00 USD/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    await waitFor(() => expect(api.callsOf(routes.aiRuns.cancel)[0]?.path).toContain('air_1'))
  })

  it('say why a run stopped, and go on from there', async () => {
    const failed: AiRun = {
      ...run,
      state: 'failed',
      problem: 'The endpoint is down.',
      counts: { ...run.counts, done: 60 },
    }
    open({ columns: [{ ...column, run: failed }] })
    expect(within(await card()).getByText('Stopped after 60 of 100 rows')).toBeTruthy()
    expect(screen.getByText('The endpoint is down.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Go on…' })).toBeTruthy()
  })

  it('are put into the rows by an import, where there is something new', async () => {
    const { api, user } = open({ columns: [{ ...column, run }] })
    api.on(routes.aiColumns.enter, { ...analysed, id: 'imp_9', datasetId: dataset.id })
    api.on(routes.imports.get, { ...analysed, id: 'imp_9', datasetId: dataset.id })
    await user.click(await screen.findByRole('button', { name: 'Put into the rows' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'places.csv' })).toBeTruthy()
    expect(api.callsOf(routes.aiColumns.enter)).toHaveLength(1)
  })

  it('of which nothing is new offer nothing to put into the rows', async () => {
    open({ columns: [{ ...column, run, inRows: { held: 0, since: later } }] })
    expect(within(await card()).getByText('In the rows')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Put into the rows' })).toBeNull()
  })

  it('show what is held and why, to be allowed in every row or corrected by hand', async () => {
    const held = { ...column, run, inRows: { held: 1, since: later } }
    const { api, user } = open({ columns: [held], columnsOfData: ['Summary'] })
    api.on(routes.aiColumns.update, held)
    api.on(routes.datasets.correct, { rowKey: 'H12', line: 3, cells: {} })
    expect(within(await card()).getByText('In the rows, 1 row held')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Answers' }))
    expect(await screen.findByText(heldAnswer.held!)).toBeTruthy()
    expect(api.callsOf(routes.aiColumns.answers)[0]?.query.get('which')).toBe('held')
    await user.click(screen.getByRole('button', { name: 'Allow “99” in every row' }))
    await waitFor(() =>
      expect(api.callsOf(routes.aiColumns.update)[0]?.body).toEqual({ allowed: ['24/7', '99'] }),
    )
    await user.click(await screen.findByRole('button', { name: 'Correct by hand' }))
    const cell = screen.getByLabelText('What Summary is to say in H12')
    await user.clear(cell)
    await user.type(cell, 'A house.')
    await user.click(screen.getByRole('button', { name: 'Correct' }))
    await waitFor(() => expect(api.callsOf(routes.datasets.correct)[0]?.body).toEqual({ value: 'A house.' }))
    expect(api.callsOf(routes.datasets.correct)[0]?.path).toContain('/rows/H12/cells/Summary')
  })

  it('that are removed lead to the rows without them', async () => {
    const { api, user } = open({ columns: [{ ...column, run, inRows: { held: 0, since: later } }] })
    api.on(routes.aiColumns.remove, undefined as never)
    api.on(routes.aiColumns.enter, { ...analysed, id: 'imp_9', datasetId: dataset.id })
    api.on(routes.imports.get, { ...analysed, id: 'imp_9', datasetId: dataset.id })
    await user.click(within(await card()).getByRole('button', { name: 'More for Summary' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Remove' }))
    api.on(routes.aiColumns.list, { items: [], nextCursor: null, total: 0 })
    await user.click(
      within(await screen.findByRole('dialog', { name: 'Remove Summary?' })).getByRole('button', {
        name: 'Remove',
      }),
    )
    expect(await screen.findByRole('heading', { level: 1, name: 'places.csv' })).toBeTruthy()
  })
})
