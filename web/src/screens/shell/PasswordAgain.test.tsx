import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { call, routes } from '../../api.ts'
import { createQueryClient } from '../../query-client.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import '../../test/render-app.tsx'
import { PasswordAgain } from './PasswordAgain.tsx'

/** The dialog, and two calls that were refused for want of the password. */
async function refuseTwo() {
  const api = createFakeApi()
  api.fail(routes.tokens.remove, 403, 'password_needed', 'This needs your password again.')
  api.on(routes.session.confirm, () => {
    api.on(routes.tokens.remove, () => undefined)
    return undefined
  })
  vi.stubGlobal('fetch', api.fetch)
  const { unmount } = render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient(() => undefined)}>
        <PasswordAgain />
      </QueryClientProvider>
    </MantineProvider>,
  )
  let both: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([])
  await act(async () => {
    both = Promise.allSettled(['tok_1', 'tok_2'].map((id) => call(routes.tokens.remove, { params: { id } })))
  })
  const dialog = await screen.findByRole('dialog', { name: 'Your password again' })
  return { api, both, dialog, unmount }
}

it('asks once for two calls, and both go on', async () => {
  const { api, both, dialog } = await refuseTwo()
  const user = userEvent.setup()
  await user.type(within(dialog).getByLabelText('Password'), 'four unrelated words 42')
  await user.click(within(dialog).getByRole('button', { name: 'Continue' }))
  expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect(api.callsOf(routes.session.confirm)).toHaveLength(1)
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('refuses both when no password is given, and when the screen goes', async () => {
  const cancelled = await refuseTwo()
  await userEvent.setup().click(within(cancelled.dialog).getByRole('button', { name: 'Cancel' }))
  expect((await cancelled.both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  cancelled.unmount()

  const left = await refuseTwo()
  left.unmount()
  expect((await left.both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
