import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { beatMs, silenceMs } from '../../../../src/api/event-beat.ts'
import { FakeEventSource } from '../../test/fake-event-source.ts'
import { run } from '../../test/samples.ts'
import { useRunEvents } from './useRunEvents.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function listen() {
  const client = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { result, unmount } = renderHook(() => useRunEvents('run_1', true), { wrapper })
  return { client, unmount, liveness: () => result.current }
}

const stream = () => FakeEventSource.last!
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))

it('is live for as long as the server beats, however little it has to say', () => {
  const { liveness } = listen()
  act(() => stream().onopen?.())
  const first = stream()
  for (let beats = 0; beats < 20; beats++) {
    pass(beatMs)
    act(() => first.say('beat', ''))
  }
  expect(liveness()).toBe('live')
  expect(stream()).toBe(first)
})

it('takes silence for a cut, opens the stream anew and asks for what it missed', () => {
  const { client, liveness } = listen()
  act(() => stream().onopen?.())
  const first = stream()
  act(() => first.say('run', run))
  pass(silenceMs - 1)
  expect(liveness()).toBe('live')
  pass(1)
  expect(liveness()).toBe('reconnecting')
  expect(first.readyState).toBe(FakeEventSource.CLOSED)
  expect(stream()).not.toBe(first)
  act(() => stream().onopen?.())
  expect(liveness()).toBe('live')
  expect(client.getQueryState(['runs', 'run_1'])?.isInvalidated).toBe(true)
})

it('knocks again where a stream never opens, and no more once nobody looks', () => {
  const { unmount, liveness } = listen()
  const first = stream()
  pass(silenceMs)
  expect(liveness()).toBe('reconnecting')
  const second = stream()
  expect(second).not.toBe(first)
  unmount()
  pass(2 * silenceMs)
  expect(stream()).toBe(second)
  expect(second.readyState).toBe(FakeEventSource.CLOSED)
})
