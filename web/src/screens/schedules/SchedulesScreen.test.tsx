import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Schedule } from '../../../../src/api/schedule.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { session } from '../../test/samples.ts'

const at = '2026-11-28T10:00:00.000Z'
const scheduleOf = (projectName: string, changes: Partial<Schedule> = {}): Schedule => ({
  id: `sch_${projectName}`,
  projectId: `prj_${projectName}`,
  projectName,
  connectionId: 'con_1',
  state: 'active',
  cause: null,
  reason: null,
  rule: {
    count: 25,
    per: 'day',
    weekdays: [1, 2, 3, 4, 5],
    window: { from: '09:00', to: '17:00' },
    within: 'spread',
    ramp: null,
    order: { by: 'row' },
    first: 'next_window',
    endsOn: null,
    timeZone: 'Europe/Berlin',
  },
  consent: { updates: false, maxPerSlot: null, heldShare: 0.2, by: 'Olga', at },
  keeper: 'us',
  horizonDays: 14,
  version: 1,
  pages: { total: 5000, gone: 120, dated: 4880, undated: 0, updates: 0 },
  dating: null,
  nextSlotAt: '2026-12-01T08:00:00.000Z',
  lastSlotAt: '2027-08-31T14:00:00.000Z',
  author: 'Olga',
  createdAt: at,
  updatedAt: at,
  ...changes,
})

function withSchedules(items: Schedule[]) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.schedules.list, { items })
  api.on(routes.runs.list, { items: [], nextCursor: null, total: null })
  return api
}

const names = async () => {
  const table = await screen.findByRole('table', { name: 'Schedules' })
  return within(table)
    .getAllByRole('link')
    .map(({ textContent }) => textContent)
}

it('lists the schedules of all projects, narrowed and sorted by the address', async () => {
  const items = [
    scheduleOf('Late', { nextSlotAt: '2027-01-01T08:00:00.000Z' }),
    scheduleOf('Over', { state: 'ended', nextSlotAt: null }),
    scheduleOf('Soon'),
  ]
  const { router } = renderApp('/runs/schedules?sort=next', withSchedules(items))
  expect(await names()).toEqual(['Soon', 'Late', 'Over'])
  expect(screen.getByRole('link', { name: 'Soon' }).getAttribute('href')).toContain('tab=schedule')
  await userEvent.selectOptions(screen.getByLabelText('State'), 'Every page has had its turn')
  await waitFor(async () => expect(await names()).toEqual(['Over']))
  expect(router.state.location.search).toEqual({ sort: 'next', state: 'ended' })
  await userEvent.type(screen.getByLabelText('Search schedules'), 'late')
  expect(await screen.findByText('No schedule matches')).toBeTruthy()
})

it('says what a schedule is where there is none', async () => {
  renderApp('/runs/schedules', withSchedules([]))
  expect(await screen.findByText('No schedule yet')).toBeTruthy()
})

it('stands above the runs with its first few, and leads to the others', async () => {
  const items = Array.from({ length: 8 }, (_, number) => scheduleOf(`P${number}`))
  renderApp('/runs', withSchedules(items))
  const lines = await screen.findByRole('list', { name: 'Schedules' })
  expect(within(lines).getAllByRole('listitem')).toHaveLength(6)
  const rest = within(lines).getByRole('link', { name: '3 more schedules' })
  expect(rest.getAttribute('href')).toBe('/runs/schedules')
})

it('says above the runs that they could not be loaded, which is not the same as that there are none', async () => {
  const api = withSchedules([])
  api.fail(routes.schedules.list, 500, 'internal', 'The schedules could not be read.')
  renderApp('/runs', api)
  const note = (await screen.findByText('The schedules could not be read.')).closest('div')!
  api.on(routes.schedules.list, { items: [scheduleOf('Soon')] })
  await userEvent.click(within(note).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('link', { name: 'Soon' })).toBeTruthy()
})
