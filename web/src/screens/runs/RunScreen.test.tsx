import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { FakeEventSource, renderApp } from '../../test/render-app.tsx'
import { run, session } from '../../test/samples.ts'

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

  it('follows live events and says when they are cut', async () => {
    renderApp('/runs/run_1', withRun())
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
  })

  it('says once that Wix asked to wait', async () => {
    const api = withRun()
    const waitingUntil = new Date(Date.now() + 60_000).toISOString()
    api.on(routes.runs.get, { ...run, waitingUntil, message: 'Wix asked us to slow down' })
    renderApp('/runs/run_1', api)
    expect(await screen.findByText(/^Wix asked us to wait until/)).toBeTruthy()
    expect(screen.queryByText('Wix asked us to slow down')).toBeNull()
  })

  it('shows the receipt when it is done', async () => {
    const api = withRun()
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
})
