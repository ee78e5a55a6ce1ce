import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Delivery, Webhook } from '../../../../src/api/webhook.ts'
import { ApiError, routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { session } from '../../test/samples.ts'

const webhook: Webhook = {
  id: 'whk_1',
  name: 'Ops',
  url: 'https://ops.example.com/hook',
  format: 'standard',
  off: [],
  state: 'on',
  reason: null,
  previousSecretUntil: null,
  lastSuccessAt: null,
  createdAt: '2026-01-02T03:04:05.000Z',
}
const delivery: Delivery = {
  id: 'msg_1',
  kind: 'run_finished',
  noticeIds: ['ntc_1', 'ntc_2'],
  state: 'failed',
  attempts: [{ at: '2026-01-02T03:04:05.000Z', status: 503, ms: 12, isDelivered: false, answer: 'later' }],
  nextAttemptAt: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  endedAt: null,
}

function settings(items: Webhook[]) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.notices.settings, { off: [] })
  api.on(routes.mail.get, { settings: null })
  api.on(routes.webhooks.list, { items })
  renderApp('/settings?tab=notices', api)
  return { api, user: userEvent.setup() }
}

it('adds a webhook without the kinds that are unticked, and shows its secret once', async () => {
  const { api, user } = settings([])
  api.on(routes.webhooks.create, { ...webhook, secret: 'whsec_the-secret' })
  await user.click(await screen.findByRole('button', { name: 'Add webhook' }))
  const dialog = await screen.findByRole('dialog', { name: 'Add webhook' })
  await user.type(within(dialog).getByLabelText('Name'), 'Ops')
  await user.type(within(dialog).getByLabelText('Address'), 'ops.example.com')
  await user.click(within(dialog).getByRole('button', { name: 'Add webhook' }))
  expect(within(dialog).getByText(/Enter a complete address/)).toBeTruthy()
  await user.clear(within(dialog).getByLabelText('Address'))
  await user.type(within(dialog).getByLabelText('Address'), webhook.url!)
  await user.click(within(dialog).getByLabelText('A run is finished'))
  await user.click(within(dialog).getByRole('button', { name: 'Add webhook' }))
  const shown = await screen.findByRole('dialog', { name: 'Copy the secret now' })
  expect(within(shown).getByText('whsec_the-secret')).toBeTruthy()
  expect(api.callsOf(routes.webhooks.create)[0]?.body).toEqual({
    name: 'Ops',
    url: webhook.url,
    format: 'standard',
    off: ['run_finished'],
  })
  await user.click(within(shown).getByRole('button', { name: 'I saved it' }))
  await waitFor(() => expect(screen.queryByText('whsec_the-secret')).toBeNull())
})

it('says why one was switched off, and shows in its log what was answered', async () => {
  const reason = 'Its receiver answered 410: it wants no more messages.'
  const { api, user } = settings([{ ...webhook, state: 'failing', reason }])
  api.on(routes.webhooks.deliveries, { items: [delivery], nextCursor: null, total: null })
  api.on(routes.webhooks.resend, { ...delivery, state: 'waiting' })
  expect(await screen.findByText(reason)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Actions for Ops' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Log' }))
  const log = await screen.findByRole('dialog', { name: 'Log of Ops' })
  await user.click(await within(log).findByText(/A run is finished, 2 in one/))
  expect(within(log).getByText('later')).toBeTruthy()
  await user.click(within(log).getByRole('button', { name: 'Send again' }))
  await waitFor(() => expect(api.callsOf(routes.webhooks.resend)[0]?.path).toContain('/msg_1/resend'))
})

it('says why older messages of the log could not be loaded, and loads them then', async () => {
  const { api, user } = settings([webhook])
  let isGone = true
  api.on(routes.webhooks.deliveries, ({ query }) => {
    if (query.get('cursor') === null) return { items: [delivery], nextCursor: '1', total: null }
    if (isGone)
      throw new ApiError(500, { code: 'internal_error', message: 'The disk of the server is full.' })
    return { items: [{ ...delivery, id: 'msg_2' }], nextCursor: null, total: null }
  })
  await user.click(await screen.findByRole('button', { name: 'Actions for Ops' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Log' }))
  const log = await screen.findByRole('dialog', { name: 'Log of Ops' })
  await user.click(await within(log).findByRole('button', { name: 'Show older ones' }))
  const alert = await within(log).findByRole('alert')
  expect(alert.textContent).toContain('The disk of the server is full.')
  isGone = false
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(await within(log).findByText('msg_2')).toBeTruthy()
  expect(within(log).queryByRole('alert')).toBeNull()
})
