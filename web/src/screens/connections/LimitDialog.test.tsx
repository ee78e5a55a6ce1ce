import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, session } from '../../test/samples.ts'

const notify = vi.hoisted(() => vi.fn())
vi.mock('../../ui/Notices.tsx', async (real) => ({ ...(await real<object>()), notify }))

it('begins anew at its next opening where a limit was not saved, and tells what is saved then', async () => {
  const day = { perDay: null, sent: 0, coming: 0, date: '2026-03-01', timeZone: 'Europe/Berlin' }
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.connections.list, { items: [connection] })
  api.on(routes.schedules.ceiling, day)
  api.fail(routes.schedules.setCeiling, 500, 'internal', 'Something broke.')
  renderApp('/connections', api)
  const open = async () => {
    await userEvent.click(await screen.findByRole('button', { name: /^More for/ }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Pages a day' }))
    const dialog = await screen.findByRole('dialog', { name: 'Pages a day on this site' })
    await userEvent.type(await within(dialog).findByLabelText('At most, over all schedules'), '50')
    return within(dialog)
  }
  const first = await open()
  await userEvent.click(first.getByRole('button', { name: 'Save' }))
  expect(await first.findByText('The limit was not saved')).toBeTruthy()
  await userEvent.click(first.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

  const second = await open()
  expect(second.queryByText('The limit was not saved')).toBeNull()
  api.on(routes.schedules.setCeiling, { ...day, perDay: 50 })
  await userEvent.click(second.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(notify).toHaveBeenCalledWith('The limit holds for every schedule.')
})
