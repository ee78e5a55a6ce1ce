import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LiveRegion } from './LiveRegion.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))
const said = () => screen.getByRole('status').textContent

it('says the first sentence at once, the next 1.5 s later, and of several in between the last', () => {
  const { rerender } = render(<LiveRegion message="Asking Wix." />)
  const say = (message: string) => rerender(<LiveRegion message={message} />)
  pass(1)
  expect(said()).toBe('Asking Wix.')
  pass(500)
  say('Refused.')
  pass(500)
  say('Accepted.')
  pass(400)
  expect(said()).toBe('Asking Wix.')
  pass(200)
  expect(said()).toBe('Accepted.')
})

it('says nothing of what has passed before its turn', () => {
  const { rerender } = render(<LiveRegion message="Publishing, 10 %" />)
  pass(1)
  rerender(<LiveRegion message="Reconnecting." />)
  pass(700)
  rerender(<LiveRegion message="Publishing, 10 %" />)
  pass(3000)
  expect(said()).toBe('Publishing, 10 %')
})
