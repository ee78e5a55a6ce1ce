import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { day, withPlan } from '../../test/plan-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { plan, run } from '../../test/samples.ts'

describe('the plan', () => {
  it('says in a sentence what would happen and what was edited in Wix', async () => {
    renderApp('/projects/prj_1?tab=plan', withPlan({}))
    expect(
      await screen.findByText('Create 4,200 pages, update 560, move 12, leave 38,000 unchanged'),
    ).toBeTruthy()
    expect(screen.getByText(/23 pages were edited in Wix since the last run/)).toBeTruthy()
    expect(screen.getByRole('checkbox', { name: /Also remove 2 pages/ })).toHaveProperty('checked', false)
  })

  it('starts one run for a double click', async () => {
    const api = withPlan({})
    api.on(routes.plans.apply, run)
    api.on(routes.runs.get, run)
    api.on(routes.runs.items, { items: [], nextCursor: null, total: 0 })
    const { router } = renderApp('/projects/prj_1?tab=plan', api)
    const button = await screen.findByRole('button', { name: 'Publish 4,772 pages to Acme Tiles' })
    await userEvent.dblClick(button)
    await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run_1'))
    expect(api.callsOf(routes.plans.apply)).toHaveLength(1)
  })

  it('warns where the daily limit of the site would be exceeded, and keeps nobody from it', async () => {
    const api = withPlan({})
    api.on(routes.schedules.ceiling, { ...day, perDay: 50, sent: 30 })
    renderApp('/projects/prj_1?tab=plan', api)
    expect(
      await screen.findByText(/at most 50 pages a day.*30 went out already.*Publish 20 pages today/),
    ).toBeTruthy()
    expect(screen.getByRole('button', { name: /^Publish 4,772 pages/ })).toHaveProperty('disabled', false)
  })

  it('publishes the first few as a canary, with what the server counted', async () => {
    const api = withPlan({ runId: null })
    const willSend = { total: 6, byAction: { create: 5, move: 1 } }
    api.on(routes.plans.selection, {
      matching: 4772,
      willSend,
      willSettle: 0,
      waiting: 0,
      broughtAlong: 1,
      leftOut: 0,
      overLimit: null,
      estimate: { calls: 9, seconds: 3, reason: '9 requests to Wix' },
    })
    api.on(routes.plans.apply, run)
    api.on(routes.runs.get, run)
    api.on(routes.runs.items, { items: [], nextCursor: null, total: 0 })
    const { router } = renderApp('/projects/prj_1?tab=plan', api)
    await userEvent.click(await screen.findByRole('radio', { name: 'The first' }))
    const button = await screen.findByRole('button', { name: 'Publish 6 pages to Acme Tiles' })
    expect(api.callsOf(routes.plans.selection).at(-1)?.body).toEqual({ first: 5 })
    expect(screen.getByText(/^1 page comes along/)).toBeTruthy()
    expect(screen.getByText(/^The other 4,766 stay in this plan/)).toBeTruthy()
    // What is chosen stands in the address, so that a reload finds it.
    expect(router.state.location.search).toMatchObject({ part: 'first', first: 5 })
    await userEvent.dblClick(button)
    await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run_1'))
    expect(api.callsOf(routes.plans.apply).map(({ body }) => body)).toEqual([
      { seenRunId: null, selection: { first: 5 }, isCanary: true },
    ])
  })

  it('says of a part without pages that the plan has others, and shows them', async () => {
    const api = withPlan({ counts: { ...plan.counts, conflict: 0 } })
    const { router } = renderApp('/projects/prj_1?tab=plan&action=conflict', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Show the rest of the plan' }))
    await waitFor(() => expect(router.state.location.search).not.toHaveProperty('action'))
  })

  it('publishes what the list shows, and nothing where nothing of that can go', async () => {
    const api = withPlan({ runId: 'run_0' })
    const count = {
      matching: 3,
      willSend: { total: 0, byAction: {} },
      willSettle: 0,
      waiting: 3,
      broughtAlong: 0,
      leftOut: 0,
      overLimit: null,
      estimate: { calls: 0, seconds: 0, reason: '' },
    }
    api.on(routes.plans.selection, count)
    renderApp('/projects/prj_1?tab=plan&part=shown&action=update&search=oak', api)
    const button = await screen.findByRole('button', { name: 'Nothing to publish' })
    expect(button).toHaveProperty('disabled', true)
    expect(screen.getByText(/^3 pages are held or undecided and stay/)).toBeTruthy()
    expect(api.callsOf(routes.plans.selection).at(-1)?.body).toEqual({
      filter: { action: 'update', search: 'oak' },
    })
    expect(screen.getByRole('radio', { name: 'What the list shows Update, “oak”' })).toBeTruthy()
  })

  it('shows the pages of one problem, and publishes those', async () => {
    const group = {
      code: 'html_table',
      severity: 'warning' as const,
      title: 'Merged cells were split',
      count: 312,
      sampleRowKeys: ['P-1'],
    }
    const api = withPlan({ problemGroups: [group] })
    api.on(routes.plans.selection, {
      matching: 312,
      willSend: { total: 312, byAction: { create: 312 } },
      willSettle: 0,
      waiting: 0,
      broughtAlong: 0,
      leftOut: 0,
      overLimit: null,
      estimate: { calls: 30, seconds: 10, reason: '30 requests to Wix' },
    })
    const { router } = renderApp('/projects/prj_1?tab=plan', api)
    await userEvent.click(await screen.findByRole('link', { name: 'Show' }))
    const asked = () => api.callsOf(routes.plans.items).at(-1)?.query
    await waitFor(() => expect(asked()?.get('problem')).toBe('html_table'))
    expect(asked()?.get('action')).toBeNull()
    await userEvent.click(screen.getByRole('radio', { name: 'What the list shows Merged cells were split' }))
    expect(await screen.findByRole('button', { name: 'Publish 312 pages to Acme Tiles' })).toBeTruthy()
    expect(api.callsOf(routes.plans.selection).at(-1)?.body).toEqual({ filter: { problem: 'html_table' } })
    await userEvent.click(screen.getByRole('button', { name: /^Merged cells were split/ }))
    await waitFor(() => expect(router.state.location.search).not.toHaveProperty('problem'))
  })

  it('publishes what is ticked in the list, and all again once nothing is', async () => {
    const item = (rowKey: string) => ({
      rowKey,
      action: 'create' as const,
      title: `Page ${rowKey}`,
      slug: rowKey,
      url: null,
      expectedAt: null,
      changedFields: [],
      resolution: null,
      problems: [],
    })
    const api = withPlan({ runId: null })
    const dated = { ...item('c'), expectedAt: '2027-03-14T08:00:00.000Z' }
    api.on(routes.plans.items, { items: [item('a'), item('b'), dated], nextCursor: null, total: 3 })
    api.on(routes.plans.selection, ({ body }) => {
      const total = (body as { rowKeys: string[] }).rowKeys.length
      return {
        matching: total,
        willSend: { total, byAction: { create: total } },
        willSettle: 0,
        waiting: 0,
        broughtAlong: 0,
        leftOut: 0,
        overLimit: null,
        estimate: { calls: 3, seconds: 1, reason: '3 requests to Wix' },
      }
    })
    renderApp('/projects/prj_1?tab=plan', api)
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Tick a' }))
    expect(screen.getByRole('columnheader', { name: 'Scheduled for' })).toBeTruthy()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick c' }))
    expect(await screen.findByRole('button', { name: 'Publish 2 pages to Acme Tiles' })).toBeTruthy()
    expect(screen.getByRole('radio', { name: 'What is ticked 2' })).toHaveProperty('checked', true)
    expect(api.callsOf(routes.plans.selection).at(-1)?.body).toEqual({ rowKeys: ['a', 'c'] })
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick a' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick c' }))
    expect(await screen.findByRole('button', { name: 'Publish 4,772 pages to Acme Tiles' })).toBeTruthy()
  })

  it('says of a plan that went in part what waits, and stops it on the spot', async () => {
    const api = withPlan({ taken: 5, runId: 'run_0' })
    const message = 'Stopped by Ada after 5 of 4,777 pages. Create a new plan to publish the others.'
    api.on(routes.plans.discard, { ...plan, state: 'discarded', message })
    renderApp('/projects/prj_1?tab=plan', api)
    expect(await screen.findByText(/^5 pages of this plan have gone; 4,772 wait/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Stop here' }))
    expect(await screen.findByText(new RegExp(`^${message}`))).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Publish/ })).toBeNull()
  })

  it('says what a cancelled run left unsent, and plans that again with one click', async () => {
    const api = withPlan({ state: 'applied', runId: 'run_1' })
    api.on(routes.runs.get, {
      ...run,
      state: 'cancelled',
      counts: { ...run.counts, ready: 0, in_doubt: 0, rejected: 0, cancelled: 2022 },
    })
    api.on(routes.plans.create, { ...plan, id: 'pln_2', state: 'building' })
    renderApp('/projects/prj_1?tab=plan', api)
    expect(await screen.findByText('2,022 pages were not sent')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Plan again' }))
    await waitFor(() => expect(api.callsOf(routes.plans.create)).toHaveLength(1))
  })

  it('cannot be pressed when nothing would be sent, and says why', async () => {
    const blockedReason = 'Every page in Wix already equals its row.'
    const willSend = { total: 0, byAction: {} }
    renderApp('/projects/prj_1?tab=plan', withPlan({ willSend, blockedReason }))
    const button = await screen.findByRole('button', { name: 'Nothing to publish' })
    expect(button).toHaveProperty('disabled', true)
    expect(screen.getByText(blockedReason)).toBeTruthy()
  })

  it('publishes three conflicts that take ours, as the server decided', async () => {
    const counts = { ...plan.counts, create: 0, update: 0, move: 0, remove: 0, conflict: 3 }
    const willSend = { total: 3, byAction: { conflict: 3 } }
    renderApp('/projects/prj_1?tab=plan', withPlan({ counts, conflictsOpen: 0, willSend }))
    const button = await screen.findByRole('button', { name: 'Publish 3 pages to Acme Tiles' })
    expect(button).toHaveProperty('disabled', false)
    expect(screen.getByText(/^Overwrite 3 pages edited in Wix, leave/)).toBeTruthy()
  })

  it('accepts pages as they are in Wix without promising a call', async () => {
    const counts = { ...plan.counts, create: 0, update: 0, move: 0, remove: 0, conflict: 3 }
    const willSend = { total: 0, byAction: {} }
    const estimate = { calls: 0, seconds: 0, reason: '' }
    const settled = { counts, conflictsOpen: 0, willSend, willSettle: 3, estimate }
    renderApp('/projects/prj_1?tab=plan', withPlan(settled))
    const button = await screen.findByRole('button', { name: 'Keep 3 pages as in Wix' })
    expect(button).toHaveProperty('disabled', false)
    expect(screen.queryByText(/^Takes /)).toBeNull()
  })

  it('says what is taken over, and shows what Wix has beside what the row says', async () => {
    const item = {
      rowKey: 'P-1',
      action: 'adopt' as const,
      title: 'Vienna',
      slug: 'vienna',
      url: null,
      expectedAt: null,
      changedFields: ['title'],
      resolution: null,
      problems: [{ code: 'adopted', severity: 'note' as const, message: 'It exists on the site already.' }],
    }
    const willSend = { total: 4784, byAction: { create: 4200, adopt: 12, update: 560, move: 12 } }
    const api = withPlan({ counts: { ...plan.counts, adopt: 12 }, willSend })
    api.on(routes.plans.items, { items: [item], nextCursor: null, total: 1 })
    api.on(routes.plans.item, {
      ...item,
      changes: [{ field: 'title', before: 'Wien', after: 'Vienna', theirs: null }],
      rendered: {},
      payload: null,
      merge: null,
      detached: [],
    })
    renderApp('/projects/prj_1?tab=plan&action=adopt&row=P-1', api)
    expect(await screen.findByText(/^Create 4,200 pages, take over 12, update 560/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Publish 4,784 pages to Acme Tiles' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Take over 12' }).getAttribute('aria-pressed')).toBe('true')
    const panel = await screen.findByRole('complementary', { name: 'Vienna' })
    expect(await within(panel).findByText(/These fields change from what Wix has now/)).toBeTruthy()
    expect(within(panel).getByText('Wien').tagName).toBe('DEL')
    expect(within(panel).getByText('Vienna', { selector: 'ins' })).toBeTruthy()
  })

  it('shows both versions of a rich text beside each other as readers see them', async () => {
    const item = {
      rowKey: 'P-1',
      action: 'update' as const,
      title: 'Vienna',
      slug: 'vienna',
      url: null,
      expectedAt: null,
      changedFields: ['body'],
      resolution: null,
      problems: [],
    }
    const api = withPlan({})
    api.on(routes.plans.items, { items: [item], nextCursor: null, total: 1 })
    api.on(routes.plans.item, {
      ...item,
      changes: [{ field: 'body', before: 'PARAGRAPH\n  "a"', after: 'PARAGRAPH\n  "b"', theirs: null }],
      rendered: {
        body: { before: '<p>Open at <b>nine</b></p>', after: '<p>Open at <b>ten</b></p>', theirs: null },
      },
      payload: null,
      merge: null,
      detached: [],
    })
    renderApp('/projects/prj_1?tab=plan&action=update&row=P-1', api)
    const panel = within(await screen.findByRole('complementary', { name: 'Vienna' }))
    expect((await panel.findByText('nine')).tagName).toBe('DEL')
    expect(panel.getByText('ten').tagName).toBe('INS')
    expect(panel.getByText('nine').closest('b')).toBeTruthy()
    expect([panel.getByText('Before').tagName, panel.getByText('After').tagName]).toEqual(['H4', 'H4'])
  })

  it('goes from conflict to conflict by key, with each decision in view', async () => {
    const conflict = (rowKey: string, resolution: 'keep_theirs' | null) => ({
      rowKey,
      action: 'conflict' as const,
      title: `Page ${rowKey}`,
      slug: rowKey,
      url: null,
      expectedAt: null,
      changedFields: ['author'],
      resolution,
      problems: [],
    })
    const api = withPlan({})
    const items = [conflict('a', 'keep_theirs'), conflict('b', null)]
    api.on(routes.plans.items, { items, nextCursor: null, total: 2 })
    api.on(routes.connections.choices, { items: [{ id: 'm-2', label: 'Mary Moss' }], complete: true })
    api.on(routes.plans.item, ({ path }) => ({
      ...items.find(({ rowKey }) => path.endsWith(`/${rowKey}`))!,
      changes: [{ field: 'author', before: 'm-1', after: 'm-1', theirs: 'm-2' }],
      rendered: {},
      payload: null,
      merge: null,
      detached: [],
    }))
    const { router } = renderApp('/projects/prj_1?tab=plan&action=conflict&row=a', api)
    const panel = await screen.findByRole('complementary', { name: 'Page a' })
    expect(await within(panel).findByText('Mary Moss')).toBeTruthy()
    expect(screen.getByRole('row', { name: /Page a/ }).textContent).toContain("Keep Wix's")
    expect(within(panel).getByRole('button', { name: /Previous/ })).toHaveProperty('disabled', true)
    await userEvent.keyboard('n')
    await screen.findByRole('complementary', { name: 'Page b' })
    await userEvent.keyboard('p')
    await waitFor(() => expect(router.state.location.search).toMatchObject({ row: 'a' }))
  })

  it('is made on arrival where the button said so, and not again over one that is ready', async () => {
    const ready = withPlan({})
    renderApp('/projects/prj_1?tab=plan&make=true', ready)
    await screen.findByText(/^Create 4,200 pages/)
    expect(ready.callsOf(routes.plans.create)).toHaveLength(0)
  })

  it('is made on arrival when there is none', async () => {
    const api = withPlan({})
    api.on(routes.plans.list, { items: [], nextCursor: null, total: 0 })
    api.on(routes.plans.create, { ...plan, state: 'building', step: 'Rendering' })
    const { router } = renderApp('/projects/prj_1?tab=plan&make=true', api)
    await waitFor(() => expect(api.callsOf(routes.plans.create)).toHaveLength(1))
    expect(router.state.location.search).toEqual({ tab: 'plan' })
  })

  it('says what becomes of old addresses, and names the redirects of others on request', async () => {
    const redirects = { create: 40, retarget: 1, remove: 0, left: 0, foreign: 1, owed: 0, note: null }
    const api = withPlan({ redirects })
    const common = { rowKey: 'a', language: null, problem: null } as const
    const theirs = {
      from: '/flyer',
      to: '/post/b',
      before: '/post/a',
      isForeign: true,
      kind: 'retarget',
    } as const
    api.on(routes.redirects.planned, { items: [{ ...common, ...theirs }], nextCursor: null, total: null })
    renderApp('/projects/prj_1?tab=plan', api)
    expect(
      await screen.findByText('Redirects: 40 new, 1 leads elsewhere. 1 of them is not ours.'),
    ).toBeTruthy()
    expect(api.callsOf(routes.redirects.planned)).toEqual([])
    await userEvent.click(screen.getByText('Show redirects'))
    expect(
      await screen.findByText('/flyer → /post/b: leads elsewhere, led to /post/a, not ours'),
    ).toBeTruthy()
  })

  it('counts images that are imported apart from what is created', async () => {
    const creates = [
      { kind: 'store_category', count: 2, names: ['Tiles', 'Gifts'] },
      { kind: 'image', count: 37, names: ['https://example.com/a.jpg'] },
    ]
    renderApp('/projects/prj_1?tab=plan', withPlan({ creates }))
    expect(await screen.findByText('2 store categories will be created first')).toBeTruthy()
    expect(screen.getByText('37 images will be imported first, once for the whole site')).toBeTruthy()
  })

  it('shows rows that had another key before, and says of one or of all whether the page is the same', async () => {
    const changedKeys = { open: 30, same: 1, other: 0, unclear: 2 }
    const api = withPlan({ changedKeys })
    const row = { title: 'Rome', slug: 'rome', formerTitle: 'Rome', formerAddress: '/post/rome' }
    api.on(routes.changedKeys.list, {
      items: [
        { ...row, rowKey: '1001', formerKey: '1', by: 'title', choice: null },
        { ...row, rowKey: '1002', formerKey: '2', by: null, choice: 'same' },
      ],
      nextCursor: '1',
      total: 31,
    })
    api.on(routes.changedKeys.choose, { ...plan, id: 'pln_2', state: 'building', step: 'Rendering' })
    renderApp('/projects/prj_1?tab=plan', api)
    expect(
      await screen.findByText('“1001” (Rome) has the title of the page of “1” (/post/rome).'),
    ).toBeTruthy()
    expect(screen.getByText('“1002” (Rome) had the key “2” before.')).toBeTruthy()
    expect(screen.getByText('And 29 more.')).toBeTruthy()
    expect(screen.getByText(/^30 rows have address or title of a page whose row is gone\./)).toBeTruthy()
    expect(screen.getByText(/^2 new rows share address or title with several pages or rows/)).toBeTruthy()
    await userEvent.click(screen.getByRole('combobox', { name: 'Whether “1001” is the page of “1”' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Not the same' }))
    await waitFor(() => expect(api.callsOf(routes.changedKeys.choose)).toHaveLength(1))
    expect(api.callsOf(routes.changedKeys.choose)[0]?.body).toEqual({ choice: 'other', rowKeys: ['1001'] })
    expect(await screen.findByText('Rendering')).toBeTruthy()
  })

  it('takes all rows that are not decided for the pages they had, with one click', async () => {
    const api = withPlan({ changedKeys: { open: 500, same: 0, other: 0, unclear: 0 } })
    api.on(routes.changedKeys.list, { items: [], nextCursor: null, total: 500 })
    api.on(routes.changedKeys.choose, { ...plan, id: 'pln_2', state: 'building', step: 'Rendering' })
    renderApp('/projects/prj_1?tab=plan', api)
    await userEvent.click(await screen.findByRole('button', { name: 'All 500 are the same page' }))
    await waitFor(() => expect(api.callsOf(routes.changedKeys.choose)).toHaveLength(1))
    expect(api.callsOf(routes.changedKeys.choose)[0]?.body).toEqual({ choice: 'same' })
  })

  it('asks what becomes of names that were changed in Wix, and plans anew with the answer', async () => {
    const names = [
      { kind: 'category', name: 'Cafés', foundName: 'Coffee houses', pages: 2, choice: 'recreate' as const },
      { kind: 'tag', name: 'tea', foundName: null, pages: 1, choice: 'drop' as const },
    ]
    const api = withPlan({ names })
    api.on(routes.names.choose, { ...plan, id: 'pln_2', state: 'building', step: 'Rendering' })
    renderApp('/projects/prj_1?tab=plan', api)
    expect(
      await screen.findByText('The category “Cafés” is called “Coffee houses” now. 2 pages have it.'),
    ).toBeTruthy()
    expect(screen.getByText('The tag “tea” was deleted. 1 page has it.')).toBeTruthy()
    await userEvent.click(screen.getByRole('combobox', { name: 'What becomes of tag “tea”' }))
    expect(screen.queryByRole('option', { name: /^Use/ })).toBeNull()
    await userEvent.click(screen.getByRole('combobox', { name: 'What becomes of category “Cafés”' }))
    await userEvent.click(await screen.findByRole('option', { name: 'Use “Coffee houses”' }))
    await waitFor(() => expect(api.callsOf(routes.names.choose)).toHaveLength(1))
    expect(api.callsOf(routes.names.choose)[0]?.body).toEqual({
      choice: 'take_over',
      names: [{ kind: 'category', name: 'Cafés' }],
    })
    expect(await screen.findByText('Rendering')).toBeTruthy()
  })
})
