import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { session } from '../../test/samples.ts'

function withGuides() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  const undo = { id: 'undo', title: 'Undoing a run', text: 'What comes back.' }
  api.on(routes.guides.list, { groups: [{ title: 'Using SEOmatic', items: [undo] }] })
  api.on(routes.guides.get, {
    ...undo,
    markdown: '',
    html: '<h2 id="twice">Twice</h2><p>See <a href="/help/errors#stale">errors</a>.</p><table><tbody><tr><td><code id="stale">stale</code></td></tr></tbody></table>',
    headings: [
      { anchor: 'twice', title: 'Twice' },
      { anchor: 'gone', title: 'Gone' },
    ],
  })
  api.on(routes.guides.search, {
    items: [
      {
        guide: 'undo',
        title: 'Undoing a run',
        heading: 'Twice',
        anchor: 'twice',
        excerpt: 'An undo of an undo.',
      },
    ],
  })
  return api
}

it('lists the guides, and finds the place that speaks of something', async () => {
  const api = withGuides()
  const { router } = renderApp('/help', api)
  expect(await screen.findByRole('link', { name: /Undoing a run/ })).toBeTruthy()
  await userEvent.type(screen.getByLabelText('Search the guides'), 'twice')
  const hit = await screen.findByRole('link', { name: /An undo of an undo/ })
  await waitFor(() => expect(api.callsOf(routes.guides.search).at(-1)?.query.get('search')).toBe('twice'))
  expect(router.state.location.search).toEqual({ search: 'twice' })
  await userEvent.click(hit)
  await waitFor(() => expect(router.state.location).toMatchObject({ pathname: '/help/undo', hash: 'twice' }))
})

it('marks the line that an error leads to, and follows links inside', async () => {
  const { router } = renderApp('/help/undo#stale', withGuides())
  const code = await screen.findByText('stale')
  await waitFor(() => expect(code.closest('tr')!.hasAttribute('data-named')).toBe(true))
  await userEvent.click(screen.getByRole('link', { name: 'errors' }))
  await waitFor(() =>
    expect(router.state.location).toMatchObject({ pathname: '/help/errors', hash: 'stale' }),
  )
})

it('leads from an error to what its code means', async () => {
  const api = withGuides()
  api.fail(routes.guides.list, 503, 'unavailable', 'The server is stopping.')
  renderApp('/help', api)
  const link = await screen.findByRole('link', { name: /^unavailable/ }, { timeout: 15_000 })
  expect(link.getAttribute('href')).toBe('/help/errors#unavailable')
})
