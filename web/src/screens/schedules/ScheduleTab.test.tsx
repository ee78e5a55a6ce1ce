import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Schedule, SchedulePreview, Slot } from '../../../../src/api/schedule.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, dataset, project, session } from '../../test/samples.ts'

const schedule: Schedule = {
  id: 'sch_1',
  projectId: 'prj_1',
  projectName: project.name,
  connectionId: project.connection.id,
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
  consent: { updates: false, maxPerSlot: null, heldShare: 0.2, by: 'Olga', at: '2026-11-28T10:00:00.000Z' },
  keeper: 'us',
  horizonDays: 14,
  version: 1,
  pages: { total: 5000, gone: 120, dated: 4880, undated: 0, updates: 0 },
  dating: null,
  nextSlotAt: '2026-12-01T08:00:00.000Z',
  lastSlotAt: '2027-08-31T14:00:00.000Z',
  author: 'Olga',
  createdAt: '2026-11-28T10:00:00.000Z',
  updatedAt: '2026-11-28T10:00:00.000Z',
}

const preview: SchedulePreview = {
  pages: 5000,
  undated: 0,
  slots: 200,
  firstAt: '2026-12-01T08:00:00.000Z',
  lastAt: '2027-09-03T15:00:00.000Z',
  words: '5,000 pages: the first on 1 December 2026, 09:00, the last one on 3 September 2027.',
  warnings: [],
  days: [
    { date: '2026-12-01', slots: 1, pages: 25 },
    { date: '2026-12-02', slots: 1, pages: 25 },
  ],
}

const slot = (given: Partial<Slot>): Slot => ({
  at: '2026-12-01T08:00:00.000Z',
  closesAt: '2026-12-01T09:00:00.000Z',
  stage: 'dated',
  pages: 3,
  sent: 0,
  held: 0,
  equal: 0,
  different: 0,
  planId: null,
  runId: null,
  message: null,
  ...given,
})

function withSchedule(shown: Schedule | null, siteTimeZone: string | null = null) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.projects.get, project)
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.datasets.get, dataset)
  api.on(routes.schedules.get, { schedule: shown, ceilingPerDay: null, siteTimeZone, offersWix: false })
  api.on(routes.schedules.preview, preview)
  api.on(routes.schedules.calendar, {
    timeZone: 'Europe/Berlin',
    days: [
      {
        date: '2026-12-01',
        slots: [
          slot({ stage: 'confirmed', pages: 3, sent: 2, held: 1, equal: 2, runId: 'run_1' }),
          slot({ at: '2026-12-01T12:00:00.000Z' }),
        ],
      },
    ],
  })
  return api
}

describe('the schedule of a project', () => {
  it('is set up from a preset, with the date of the last page before it is saved', async () => {
    const api = withSchedule(null)
    api.on(routes.schedules.set, schedule)
    renderApp('/projects/prj_1?tab=schedule', api)
    await userEvent.click(await screen.findByRole('button', { name: '50 a week' }))
    expect(await screen.findByText(preview.words)).toBeTruthy()
    expect(api.callsOf(routes.schedules.set)).toHaveLength(0)
    await userEvent.click(screen.getByRole('button', { name: 'Wednesday' }))
    await userEvent.dblClick(screen.getByRole('button', { name: 'Start the schedule' }))
    await waitFor(() => expect(api.callsOf(routes.schedules.set)).toHaveLength(1))
    expect(api.callsOf(routes.schedules.set)[0]?.body).toMatchObject({
      rule: { count: 50, per: 'week', weekdays: [1, 2, 4, 5] },
      consent: { updates: false },
    })
  })

  it('cannot be saved while a field is wrong, and says which', async () => {
    const api = withSchedule(null)
    renderApp('/projects/prj_1?tab=schedule', api)
    await userEvent.click(await screen.findByRole('button', { name: '25 a day' }))
    const pages = await screen.findByRole('textbox', { name: 'Pages' })
    await userEvent.clear(pages)
    expect(screen.getByText('Enter a number from 1 to 10,000.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Start the schedule' })).toHaveProperty('disabled', true)
  })

  it('stands in a sentence, with what comes next and what has gone', async () => {
    renderApp('/projects/prj_1?tab=schedule', withSchedule(schedule))
    expect(
      await screen.findByRole('heading', {
        name: '25 pages a day on weekdays, spread from 09:00 to 17:00',
      }),
    ).toBeTruthy()
    expect(screen.getByRole('link', { name: '4,880' }).getAttribute('href')).toContain('state=')
    expect(screen.getByText('31 August 2027')).toBeTruthy()
  })

  it('that waits shows its reason and one thing to do', async () => {
    const api = withSchedule({
      ...schedule,
      state: 'waiting',
      cause: 'held',
      reason: '9 of 25 pages of the slot cannot go. Look at what holds them, then go on.',
    })
    api.on(routes.schedules.resume, schedule)
    renderApp('/projects/prj_1?tab=schedule', api)
    expect(await screen.findByText(/^9 of 25 pages/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }))
    await waitFor(() => expect(api.callsOf(routes.schedules.resume)).toHaveLength(1))
  })

  it('that waits for a changed template shows pages before and after, and renews what was shown', async () => {
    const api = withSchedule({
      ...schedule,
      state: 'waiting',
      cause: 'template_changed',
      reason: 'The template was changed.',
    })
    api.on(routes.schedules.renewal, {
      changes: ['template'],
      basis: 'basis_1',
      pages: [{ rowKey: 'r1', title: 'Blue tiles', before: '<p>Old</p>', after: '<p>New</p>' }],
    })
    api.on(routes.schedules.renew, schedule)
    renderApp('/projects/prj_1?tab=schedule', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Look and renew' }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findAllByTitle('Preview of Blue tiles')).toHaveLength(2)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Renew and go on' }))
    await waitFor(() => expect(api.callsOf(routes.schedules.renew)[0]?.body).toEqual({ basis: 'basis_1' }))
  })

  it('starts in the time zone of the site, which can be changed; without it, in that of the browser', async () => {
    renderApp('/projects/prj_1?tab=schedule&edit=true', withSchedule(null, 'America/New_York'))
    const zone = await screen.findByRole('combobox', { name: 'Time zone' })
    expect(zone).toHaveProperty('value', expect.stringContaining('New York'))
    expect(screen.getByText('That of the site, as Wix says.')).toBeTruthy()
    cleanup()
    renderApp('/projects/prj_1?tab=schedule&edit=true', withSchedule(null))
    expect(await screen.findByText(/^That of your browser: Wix does not tell/)).toBeTruthy()
  })

  it('says how far its dates are while a worker gives them', async () => {
    const api = withSchedule({ ...schedule, dating: { step: 'dating', done: 40_000, of: 100_000 } })
    renderApp('/projects/prj_1?tab=schedule', api)
    expect(await screen.findByRole('progressbar', { name: 'Dating 40,000 of 100,000 pages' })).toBeTruthy()
    expect(screen.getByText(/^Dating 40,000 of 100,000 pages\. Nothing leaves before/)).toBeTruthy()
    expect(screen.queryByText(/^Next pages/)).toBeNull()
  })

  it('opens a day of its calendar into slots, and sends or skips one', async () => {
    const api = withSchedule(schedule)
    api.on(routes.schedules.slotPages, {
      items: [
        {
          rowKey: 'r1',
          title: 'Blue tiles',
          slug: 'blue',
          state: 'dated',
          isUpdate: true,
          url: null,
          message: null,
        },
      ],
      nextCursor: null,
      total: 1,
    })
    api.on(routes.schedules.release, schedule)
    const { router } = renderApp('/projects/prj_1?tab=schedule&at=2026-12-03', api)
    const day = await screen.findByRole('button', {
      name: /^1 ?December 2026, Tuesday.*2 pages published, 1 page not published, 3 pages to come, in 2 slots$/,
    })
    await userEvent.click(day)
    const panel = await screen.findByRole('complementary', { name: 'Tuesday 1 December 2026' })
    await userEvent.click(within(panel).getByRole('button', { name: /^13:00/ }))
    expect(await within(panel).findByText('Blue tiles')).toBeTruthy()
    const asked = api.callsOf(routes.schedules.slotPages).length
    await userEvent.click(within(panel).getByRole('button', { name: 'Send now' }))
    await waitFor(() =>
      expect(api.callsOf(routes.schedules.release)[0]?.body).toEqual({ at: '2026-12-01T12:00:00.000Z' }),
    )
    // It stands at another instant from now on, where nobody asks for it at this one.
    await waitFor(() => expect(within(panel).queryByText('Blue tiles')).toBeNull())
    expect(api.callsOf(routes.schedules.slotPages)).toHaveLength(asked)
    expect(router.state.location.search).toMatchObject({ day: '2026-12-01' })
  })

  it('stands among the runs in a line of its own while it is under way', async () => {
    const api = withSchedule(schedule)
    api.on(routes.runs.list, { items: [], nextCursor: null, total: 0 })
    api.on(routes.schedules.list, {
      items: [schedule, { ...schedule, id: 'sch_2', projectName: 'Old', state: 'ended' }],
    })
    renderApp('/runs', api)
    const lines = await screen.findByRole('list', { name: 'Schedules' })
    expect(within(lines).getAllByRole('listitem')).toHaveLength(1)
    expect(within(lines).getByRole('link', { name: project.name }).getAttribute('href')).toContain(
      'tab=schedule',
    )
    expect(within(lines).getByText('120 of 5,000')).toBeTruthy()
  })

  it('is walked through with the arrow keys, on into the next month', async () => {
    renderApp('/projects/prj_1?tab=schedule&at=2026-12-03&day=2026-12-30', withSchedule(schedule))
    const last = await screen.findByRole('button', { name: /^30 ?December 2026, Wednesday:/ })
    last.focus()
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.getAttribute('data-day')).toBe('2027-01-06'))
    expect(screen.getByRole('heading', { name: 'January 2027' })).toBeTruthy()
  })
})
