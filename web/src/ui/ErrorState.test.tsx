import { MantineProvider } from '@mantine/core'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ApiError } from '../api.ts'
import '../test/render-app.tsx'
import { detailsOf, ErrorNote, ErrorState } from './ErrorState.tsx'
import { Notices, notifyFailure } from './Notices.tsx'

const error = new ApiError(409, {
  code: 'conflict',
  message: 'Another run has the site. Wait for it, or cancel it.',
  requestId: 'req_7',
  details: { runId: 'run_1' },
})

const surfaces = {
  'a whole area': <ErrorState title="The run did not start" error={error} />,
  'a note beside what caused it': <ErrorNote title="The run did not start" error={error} />,
  'a message that passes': <Notices />,
}

it.each(Object.keys(surfaces) as (keyof typeof surfaces)[])(
  '%s says what, why and what to do, with a code and details',
  async (name) => {
    const user = userEvent.setup()
    render(<MantineProvider env="test">{surfaces[name]}</MantineProvider>)
    if (name === 'a message that passes') notifyFailure('The run did not start', error)
    await screen.findByText('The run did not start')
    expect(screen.getByText('Another run has the site. Wait for it, or cancel it.')).toBeTruthy()
    expect(screen.getByRole('link', { name: /^conflict/ }).getAttribute('href')).toBe('/help/errors#conflict')
    await user.click(screen.getByRole('button', { name: 'Copy details' }))
    const copied = await navigator.clipboard.readText()
    expect(copied).toContain('code: conflict')
    expect(copied).toContain('request: req_7')
    expect(within(document.body).getAllByRole('alert').length).toBeGreaterThan(0)
  },
)

it('copies nothing of an address beyond its path, where tokens and searches stand', () => {
  history.replaceState(null, '', '/setup?search=private#token=very-secret')
  const details = detailsOf(error)
  expect(details).toContain('page: /setup\n')
  expect(details).not.toMatch(/private|very-secret/)
})
