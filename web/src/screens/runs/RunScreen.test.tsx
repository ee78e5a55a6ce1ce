import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../src/api/plan.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { FakeEventSource } from '../../test/fake-event-source.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, plan, project, run, session } from '../../test/samples.ts'

const receipt = {
  sent: 100,
  accepted: 100,
  rejected: 0,
  held: 0,
  skipped: 0,
  cancelled: 0,
  verifiedEqual: 100,
  differences: 0,
  notFound: 0,
  duplicatesPrevented: 0,
  twins: 0,
  assetsCreated: 0,
  writeCalls: 5,
  readCalls: 3,
  startedAt: run.createdAt,
  finishedAt: run.createdAt,
  seconds: 31,
  restarts: 0,
}

function withRun() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.runs.get, run)
  api.on(routes.runs.items, {
    items: [
      {
        rowKey: 'P-1',
        title: 'Lost answer',
        action: 'create',
        state: 'in_doubt',
        attempts: 1,
        url: null,
        remoteId: null,
        problem: null,
        requestId: null,
        verification: 'pending',
        differences: [],
        updatedAt: run.createdAt,
      },
    ],
    nextCursor: null,
    total: 1,
  })
  return api
}

describe('a run', () => {
  it('has its own words for pages in doubt, and no way to send them again', async () => {
    renderApp('/runs/run_1?row=P-1', withRun())
    expect(
      await screen.findByText(
        "We sent 3 pages and lost the answer. We're asking Wix before doing anything else.",
      ),
    ).toBeTruthy()
    await screen.findByRole('complementary', { name: 'Lost answer' })
    expect(screen.queryByRole('button', { name: /retry|again/i })).toBeNull()
    const bar = screen.getByRole('progressbar', { name: 'Pages of this run' })
    expect(bar.getAttribute('aria-valuetext')).toBe('40 published, 3 in doubt, 7 failed, 50 to do')
    expect(bar.getAttribute('aria-valuenow')).toBe('47')
  })

  it('follows live events, says when they are cut, and asks for everything anew once they go on', async () => {
    const api = withRun()
    renderApp('/runs/run_1', api)
    await screen.findByText('Publishing')
    act(() => {
      FakeEventSource.last?.onopen?.()
      FakeEventSource.last?.say('run', {
        ...run,
        counts: { ...run.counts, accepted: 90, ready: 0 },
        state: 'verifying',
      })
    })
    expect(await screen.findByText('Verifying')).toBeTruthy()
    act(() => FakeEventSource.last?.onerror?.())
    expect(await screen.findByText(/reconnecting/)).toBeTruthy()
    expect(await screen.findByText('Reconnecting. The run continues without this page.')).toBeTruthy()
    const asked = api.callsOf(routes.runs.items).length
    act(() => FakeEventSource.last?.onopen?.())
    await waitFor(() => expect(api.callsOf(routes.runs.items).length).toBeGreaterThan(asked))
    expect(screen.queryByText(/reconnecting/)).toBeNull()
  })

  it('says once that Wix asked to wait', async () => {
    const api = withRun()
    const waitingUntil = new Date(Date.now() + 60_000).toISOString()
    api.on(routes.runs.get, { ...run, waitingUntil, message: 'Wix asked us to slow down' })
    renderApp('/runs/run_1', api)
    expect(await screen.findAllByText(/^Wix asked us to slow down\. Next try at/)).toHaveLength(1)
    expect(screen.queryByText('Wix asked us to slow down')).toBeNull()
  })

  it('shows the receipt when it is done', async () => {
    const api = withRun()
    api.on(routes.runs.failures, { groups: [], retriable: 0 })
    api.on(routes.runs.get, {
      ...run,
      state: 'done',
      counts: { ...run.counts, accepted: 100, ready: 0, rejected: 0, in_doubt: 0 },
      receipt: {
        sent: 100,
        accepted: 100,
        rejected: 0,
        held: 0,
        skipped: 0,
        cancelled: 0,
        verifiedEqual: 100,
        differences: 0,
        notFound: 0,
        duplicatesPrevented: 2,
        twins: 0,
        assetsCreated: 0,
        writeCalls: 5,
        readCalls: 3,
        startedAt: run.createdAt,
        finishedAt: run.createdAt,
        seconds: 31,
        restarts: 1,
      },
    })
    renderApp('/runs/run_1', api)
    expect(await screen.findByText('Checked all 100 pages in Wix: 100 match.')).toBeTruthy()
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'Receipt as CSV' }).getAttribute('href')).toBe(
        '/api/runs/run_1/receipt.csv',
      ),
    )
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull()
  })

  it('names failures first, in groups with the next step, and retries them with one click', async () => {
    const api = withRun()
    const counts = { ...run.counts, accepted: 117, ready: 0, rejected: 3, in_doubt: 0 }
    api.on(routes.runs.get, {
      ...run,
      state: 'done',
      total: 120,
      counts,
      receipt: { ...receipt, sent: 120, accepted: 117, rejected: 3, verifiedEqual: 117 },
    })
    api.on(routes.runs.failures, {
      retriable: 3,
      groups: [
        {
          code: 'wix_validation',
          state: 'rejected',
          title: 'Refused by Wix',
          count: 3,
          message: 'Wix refused this page: the title is empty.',
          sampleRowKeys: ['P-1'],
          nextStep: 'Change the row or the template and plan again; or retry these as they are.',
        },
      ],
    })
    api.on(routes.runs.retry, { ...run, id: 'run_2' })
    const { router } = renderApp('/runs/run_1', api)
    expect(await screen.findByText('117 of 120 published, 3 failed.')).toBeTruthy()
    expect(await screen.findByText('3 pages: Refused by Wix')).toBeTruthy()
    expect(screen.getByText(/^Change the row or the template/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Retry these 3' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run_2'))
    expect(api.callsOf(routes.runs.retry)).toHaveLength(1)
  })

  describe('of a few pages', () => {
    const five = { ...receipt, sent: 5, accepted: 5, verifiedEqual: 5 }
    const counts = { ...run.counts, ready: 0, in_doubt: 0, rejected: 0, accepted: 5 }
    const canary = {
      ...run,
      state: 'done' as const,
      total: 5,
      counts,
      selection: { first: 5 },
      isCanary: true,
      receipt: five,
    }
    const rest = { ...plan, taken: 5, runId: 'run_1' }
    function withCanary(shown: Plan = rest) {
      const api = withRun()
      api.on(routes.runs.get, canary)
      api.on(routes.runs.failures, { groups: [], retriable: 0 })
      api.on(routes.plans.get, { ...shown, overLimit: null })
      api.on(routes.projects.get, project)
      api.on(routes.destinations.list, { items: [blog] })
      return api
    }

    it('shows them, and goes on with the rest once, however often it is clicked', async () => {
      const api = withCanary()
      api.on(routes.plans.apply, { ...run, id: 'run_2' })
      const { router } = renderApp('/runs/run_1', api)
      const part = await screen.findByRole('region', { name: 'The rest of the plan' })
      expect(within(part).getByText('5 pages are there. Look at them before the rest goes.')).toBeTruthy()
      expect(await within(part).findByRole('link', { name: 'Preview' })).toBeTruthy()
      await userEvent.dblClick(await within(part).findByRole('button', { name: 'Go on with 4,772' }))
      await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run_2'))
      expect(api.callsOf(routes.plans.apply).map(({ body }) => body)).toEqual([{ seenRunId: 'run_1' }])
    })

    it('warns before the rest goes that the site gets more on a day than it should', async () => {
      const api = withCanary()
      const overLimit = 'The site is to get at most 10 pages a day, and this brings today to 4,777.'
      api.on(routes.plans.get, { ...rest, overLimit })
      renderApp('/runs/run_1', api)
      expect(await screen.findByText(overLimit)).toBeTruthy()
      // It keeps nobody from going on.
      await waitFor(() =>
        expect(screen.getByRole('button', { name: 'Go on with 4,772' })).toHaveProperty('disabled', false),
      )
    })

    it('stops there, and says how far it came', async () => {
      const api = withCanary()
      const message = 'Stopped by Ada after 5 of 4,777 pages.'
      const stopped = { ...rest, state: 'discarded' as const, message }
      api.on(routes.plans.discard, () => {
        api.on(routes.plans.get, { ...stopped, overLimit: null })
        return stopped
      })
      renderApp('/runs/run_1', api)
      await userEvent.click(await screen.findByRole('button', { name: 'Stop here' }))
      expect(await screen.findByText(message)).toBeTruthy()
      expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull()
    })

    it('says what of it could not be loaded, and has it when it is asked for again', async () => {
      const api = withCanary()
      api.fail(routes.runs.failures, 500, 'internal', 'The reasons could not be read.')
      api.fail(routes.plans.get, 500, 'internal', 'The plan could not be read.')
      renderApp('/runs/run_1', api)
      const why = (await screen.findByText('What failed or was not sent could not be loaded')).closest('div')!
      expect(within(why).getByText('The reasons could not be read.')).toBeTruthy()
      const rest = (await screen.findByText('The rest of the plan could not be loaded')).closest('div')!
      expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull()
      api.on(routes.plans.get, { ...plan, taken: 5, runId: 'run_1', overLimit: null })
      await userEvent.click(within(rest).getByRole('button', { name: 'Try again' }))
      expect(await screen.findByRole('button', { name: 'Go on with 4,772' })).toBeTruthy()
    })

    it('does not go on before it is known whether pages are deleted for good', async () => {
      const byAction = { ...rest.willSend.byAction, remove: 2 }
      const api = withCanary({ ...rest, willSend: { ...rest.willSend, byAction } })
      api.fail(routes.destinations.list, 500, 'internal', 'The destinations could not be read.')
      renderApp('/runs/run_1', api)
      const words = await screen.findByText('Whether removed pages are deleted for good could not be loaded')
      expect(screen.getByRole('button', { name: 'Go on with 4,772' })).toHaveProperty('disabled', true)
      api.on(routes.destinations.list, { items: [blog] })
      await userEvent.click(within(words.closest('div')!).getByRole('button', { name: 'Try again' }))
      await waitFor(() =>
        expect(screen.getByRole('button', { name: 'Go on with 4,772' })).toHaveProperty('disabled', false),
      )
    })

    it('goes on where nothing is removed, whatever is not known of removals', async () => {
      const api = withCanary()
      api.fail(routes.destinations.list, 500, 'internal', 'The destinations could not be read.')
      api.fail(routes.projects.get, 500, 'internal', 'The project could not be read.')
      renderApp('/runs/run_1', api)
      expect(await screen.findByRole('button', { name: 'Go on with 4,772' })).toHaveProperty(
        'disabled',
        false,
      )
      await waitFor(() => expect(api.callsOf(routes.destinations.list)).not.toHaveLength(0))
      expect(screen.queryByText(/deleted for good could not be loaded/)).toBeNull()
    })

    it('leads to the run that went on, where another tab was quicker', async () => {
      renderApp('/runs/run_1', withCanary({ ...rest, runId: 'run_2' }))
      const link = await screen.findByRole('link', { name: 'Open the run that went on' })
      expect(link.getAttribute('href')).toBe('/runs/run_2')
      expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull()
    })
  })

  it('shows in the list of runs how many failed and how many were not sent', async () => {
    const api = createFakeApi()
    api.on(routes.session.get, session)
    const counts = { ...run.counts, accepted: 117, ready: 0, rejected: 3, in_doubt: 0, cancelled: 2022 }
    api.on(routes.runs.list, { items: [{ ...run, state: 'cancelled', counts }], nextCursor: null, total: 1 })
    renderApp('/runs', api)
    expect(await screen.findByText('3 failed, 2,022 not sent')).toBeTruthy()
  })

  it('narrows and turns round the list of runs by the address', async () => {
    const api = createFakeApi()
    api.on(routes.session.get, session)
    api.on(routes.runs.list, { items: [run], nextCursor: null, total: null })
    const { router } = renderApp('/runs?stage=over', api)
    const heading = await screen.findByRole('columnheader', { name: 'Started' })
    expect(heading.getAttribute('aria-sort')).toBe('descending')
    await userEvent.click(within(heading).getByRole('button'))
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search runs' }), 'guide')
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ stage: 'over', sort: 'oldest', search: 'guide' }),
    )
    await waitFor(() => {
      const { query } = api.callsOf(routes.runs.list).at(-1)!
      expect(['stage', 'sort', 'search'].map((name) => query.get(name))).toEqual(['over', 'oldest', 'guide'])
    })
  })

  it('opens the page of an address that the list does not have', async () => {
    const api = withRun()
    api.on(routes.runs.items, { items: [], nextCursor: null, total: 0 })
    api.on(routes.runs.item, {
      rowKey: 'far',
      title: 'Far away',
      action: 'create',
      state: 'accepted',
      attempts: 1,
      url: null,
      remoteId: null,
      problem: null,
      requestId: null,
      verification: 'equal',
      differences: [],
      updatedAt: run.createdAt,
    })
    renderApp('/runs/run_1?row=far', api)
    expect(await screen.findByRole('complementary', { name: 'Far away' })).toBeTruthy()
  })
})

describe('undoing a run that is over', () => {
  const offer = {
    isPossible: true,
    reason: null,
    until: '2027-05-01T00:00:00.000Z',
    created: 3,
    changed: 12,
    removed: 1,
    redirects: 0,
    laterRuns: [{ id: 'run_9', createdAt: run.createdAt, pages: 3, changed: 2, away: 1 }],
    lacks: [],
    hows: [
      { how: 'draft' as const, title: 'Back to drafts', note: 'They keep their address.', isFinal: false },
      { how: 'trash' as const, title: "Into Wix's trash", note: 'Likes are lost.', isFinal: false },
    ],
  }

  function withOffer(more: Partial<typeof offer> | { isPossible: false; reason: string }) {
    const api = withRun()
    api.on(routes.runs.get, { ...run, state: 'done', receipt })
    api.on(routes.runs.failures, { groups: [], retriable: 0 })
    api.on(routes.runs.undoOffer, { ...offer, ...more })
    return api
  }

  it('says what it would come to, and makes a plan with the choice', async () => {
    const api = withOffer({})
    api.on(routes.runs.undo, { ...plan, state: 'building' })
    const user = userEvent.setup()
    renderApp('/runs/run_1', api)
    await user.click(await screen.findByRole('button', { name: 'Undo this run' }))
    const dialog = await screen.findByRole('dialog', { name: 'Undo this run?' })
    expect(await within(dialog).findByText('12 pages that it changed stand as before.')).toBeTruthy()
    expect(
      within(dialog).getByText(/changed 2 of these pages too.*it took one of these pages off the site/),
    ).toBeTruthy()
    await user.click(within(dialog).getByRole('radio', { name: /Into Wix's trash/ }))
    await user.click(within(dialog).getByRole('button', { name: 'Show the plan' }))
    await waitFor(() => expect(api.callsOf(routes.runs.undo)[0]?.body).toEqual({ created: 'trash' }))
  })

  it('says why it cannot be undone', async () => {
    const user = userEvent.setup()
    renderApp('/runs/run_1', withOffer({ isPossible: false, reason: 'It was tidied up.' }))
    await user.click(await screen.findByRole('button', { name: 'Undo this run' }))
    expect(await screen.findByText('It was tidied up.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show the plan' })).toBeNull()
  })
})
