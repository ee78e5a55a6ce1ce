import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { ReadAs } from '../../../../src/api/reading.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { dataset, session } from '../../test/samples.ts'

type Column = Dataset['columns'][number]

function open(more: Partial<Column> = {}) {
  const api = createFakeApi()
  const price: Column = {
    ...dataset.columns[0]!,
    name: 'price',
    header: 'price',
    type: 'text',
    reading: {
      reads: { kind: 'number', decimal: ',' },
      reason: '"99,90" can be read in no other way.',
      isSure: true,
    },
    ...more,
  }
  api.on(routes.session.get, session)
  api.on(routes.datasets.get, { ...dataset, columns: [...dataset.columns, price] })
  api.on(routes.sources.list, { items: [] })
  api.on(routes.datasets.tryReading, ({ body }) => {
    const { readAs } = body as { readAs: ReadAs }
    const isComma = readAs.kind === 'number' && readAs.decimal === ','
    return {
      rows: 90,
      filled: 80,
      read: isComma ? 80 : 0,
      samples: [{ text: '99,90', value: isComma ? '99.90' : null }],
    }
  })
  api.on(routes.datasets.setReading, dataset)
  renderApp(`/data/${dataset.id}?tab=columns`, api)
  return api
}

const sent = (api: ReturnType<typeof open>) => api.callsOf(routes.datasets.setReading).map(({ body }) => body)

it('a column is read as it seems to be written once somebody has seen what that makes of its cells', async () => {
  const api = open()
  await userEvent.click(await screen.findByRole('button', { name: 'Read it so: price' }))
  const dialog = await screen.findByRole('dialog', { name: 'How price is read' })
  const made = await within(dialog).findByRole('table', { name: 'What that makes of its cells' })
  expect(within(made).getByText('99.90')).toBeTruthy()
  expect(within(dialog).getByText(/^All 80 filled cells of the first 90 rows can be read\.$/)).toBeTruthy()
  expect(sent(api)).toEqual([])
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent(api)).toEqual([{ readAs: { kind: 'number', decimal: ',' } }]))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('another notation is tried at once, and what cannot be read is told', async () => {
  open()
  await userEvent.click(await screen.findByRole('button', { name: 'Read it so: price' }))
  const dialog = await screen.findByRole('dialog', { name: 'How price is read' })
  await userEvent.selectOptions(within(dialog).getByLabelText('Written like'), '1,234.50')
  expect(await within(dialog).findByText('cannot be read')).toBeTruthy()
  expect(within(dialog).getByText(/^0 of 80 filled cells/)).toBeTruthy()
})

it('a column that is read can be left as it stands again', async () => {
  const api = open({ readAs: { kind: 'number', decimal: ',' } })
  expect(await screen.findByText(/Read as numbers with a decimal comma\./)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Change how price is read' }))
  const dialog = await screen.findByRole('dialog', { name: 'How price is read' })
  expect(within(dialog).getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(true)
  await userEvent.selectOptions(within(dialog).getByLabelText('Read it as'), 'As it stands')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent(api)).toEqual([{ readAs: null }]))
})
