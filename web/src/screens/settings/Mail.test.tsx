import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { MailSettings } from '../../../../src/api/mail.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { session } from '../../test/samples.ts'

const mail: MailSettings = {
  host: 'smtp.example.com',
  port: 587,
  security: 'starttls',
  user: 'seo',
  hasPassword: true,
  from: 'seo@example.com',
  to: ['ops@example.com'],
  off: [],
  state: 'on',
  reason: null,
  lastSuccessAt: null,
}

function open(settings: MailSettings | null) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.notices.settings, { off: [] })
  api.on(routes.webhooks.list, { items: [] })
  api.on(routes.mail.get, { settings })
  renderApp('/settings?tab=notices', api)
  return { api, user: userEvent.setup() }
}

it('sets up a mail server, with the port that its security usually has', async () => {
  const { api, user } = open(null)
  api.on(routes.mail.set, mail)
  await user.click(await screen.findByRole('button', { name: 'Set up e-mail' }))
  const dialog = await screen.findByRole('dialog', { name: 'Set up e-mail' })
  const field = (name: string) => within(dialog).getByLabelText(name)
  const fill = async (name: string, text: string) => {
    await user.clear(field(name))
    await user.click(field(name))
    await user.paste(text)
  }
  await fill('Server', 'smtp.example.com')
  await user.click(within(dialog).getByLabelText('Security', { selector: 'input' }))
  await user.click(await screen.findByRole('option', { name: /TLS from the start/ }))
  await fill('User', 'seo')
  await fill('Password', 'a secret')
  await fill('From', 'seo@example.com')
  await fill('To', 'ops@example.com, nobody')
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  expect(within(dialog).getByText('This is not an e-mail address.')).toBeTruthy()
  await fill('To', 'ops@example.com, ada@example.com')
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(api.callsOf(routes.mail.set)[0]?.body).toEqual({
      host: 'smtp.example.com',
      port: 465,
      security: 'tls',
      user: 'seo',
      password: 'a secret',
      from: 'seo@example.com',
      to: ['ops@example.com', 'ada@example.com'],
      off: [],
      isOn: true,
    }),
  )
})

it('says what a test met, and switches off without asking for the password', async () => {
  const { api, user } = open(mail)
  const at = '2026-01-02T03:04:05.000Z'
  const answer = 'smtp.example.com does not accept the login of seo.'
  api.on(routes.mail.test, {
    ...{ id: 'msg_1', kind: 'test', noticeIds: [], state: 'failed', nextAttemptAt: null },
    ...{ createdAt: at, endedAt: at },
    attempts: [{ at, status: 535, ms: 12, isDelivered: false, answer }],
  })
  api.on(routes.mail.set, { ...mail, state: 'off' })
  await user.click(await screen.findByRole('button', { name: 'Send a test' }))
  await waitFor(() => expect(api.callsOf(routes.mail.test)).toHaveLength(1))
  await user.click(screen.getByRole('button', { name: 'More for e-mail' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Switch off' }))
  await waitFor(() => {
    const body = api.callsOf(routes.mail.set)[0]?.body
    expect(body).toMatchObject({ isOn: false, host: mail.host, to: mail.to })
    expect(body).not.toHaveProperty('password')
  })
})
