import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, session } from '../../test/samples.ts'

it('lists pictures that no page uses, moves them to the trash, and offers to bring them back', async () => {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.connections.list, { items: [connection] })
  const name = 'https://example.com/a.jpg'
  const item = { fileId: 'f1', name, url: name, importedAt: '2026-01-01T00:00:00.000Z' }
  api.on(routes.images.unused, { items: [item], removals: [] })
  const removal = {
    id: 'imr_1',
    author: 'Ada',
    createdAt: '2026-01-02T00:00:00.000Z',
    images: [{ fileId: 'f1', name, state: 'moved' as const }],
  }
  api.on(routes.images.trash, removal)
  api.on(routes.images.restore, removal)
  renderApp('/connections', api)
  await userEvent.click(await screen.findByRole('button', { name: /^More for/ }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Unused pictures' }))
  expect(await screen.findByText(name)).toBeTruthy()
  api.on(routes.images.unused, { items: [], removals: [removal] })
  await userEvent.click(screen.getByRole('button', { name: 'Move 1 picture to the trash' }))
  expect(await screen.findByText('Every picture that was imported is used by a page.')).toBeTruthy()
  expect(api.callsOf(routes.images.trash)[0]?.body).toEqual({ fileIds: ['f1'] })
  await userEvent.click(screen.getByRole('button', { name: 'Bring back' }))
  await waitFor(() => expect(api.callsOf(routes.images.restore)).toHaveLength(1))
})
