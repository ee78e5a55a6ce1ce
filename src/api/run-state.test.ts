import { expect, test } from 'vitest'
import {
  canMove,
  isAtWork,
  isFulfilled,
  isMoving,
  isOver,
  isStopped,
  type RunRequest,
  type RunState,
  runStateSchema,
  stateAfter,
  statesWhere,
} from './run-state.ts'

const states = runStateSchema.options
const requests: RunRequest[] = ['run', 'pause', 'cancel']
const offering = (request: RunRequest) => statesWhere((state) => stateAfter(state, request) !== null)

test('every move and every request leads to a state of the table', () => {
  for (const from of states) {
    for (const request of requests) {
      const to = stateAfter(from, request)
      if (to !== null) expect(states).toContain(to)
    }
  }
  const reached = states.filter((to) =>
    states.some(
      (from) => (from !== to && canMove(from, to)) || requests.some((one) => stateAfter(from, one) === to),
    ),
  )
  // Where a run begins needs no way there, and every other state has one.
  expect(states.filter((state) => !reached.includes(state))).toEqual([])
})

test('a run that is over neither moves nor can be asked for anything', () => {
  for (const state of states.filter(isOver)) {
    expect(states.filter((to) => to !== state && canMove(state, to))).toEqual([])
    for (const request of requests) expect(stateAfter(state, request)).toBeNull()
  }
})

test('a worker never takes up a run that waits for its owner', () => {
  for (const state of states.filter(isStopped)) {
    expect(isMoving(state)).toBe(false)
    expect(states.filter((to) => to !== state && canMove(state, to))).toEqual([])
    expect(stateAfter(state, 'run')).toBe('queued')
  }
})

test('what the doors offer in which state', () => {
  expect(offering('pause').sort()).toEqual(['gathering', 'preparing', 'publishing', 'queued'])
  expect(offering('run').sort()).toEqual(['needs_attention', 'paused', 'pausing'])
  expect(offering('cancel').sort()).toEqual([
    'gathering',
    'needs_attention',
    'paused',
    'pausing',
    'preparing',
    'publishing',
    'queued',
  ])
  expect(states.filter(isAtWork).sort()).toEqual(['gathering', 'preparing', 'publishing', 'verifying'])
  expect(states.filter(isOver).sort()).toEqual(['cancelled', 'done'])
})

test('asking again for what was asked for is no mistake', () => {
  for (const request of requests) {
    for (const from of offering(request)) {
      expect(isFulfilled(stateAfter(from, request) as RunState, request)).toBe(true)
    }
  }
})

test('no worker undoes what the owner asked for meanwhile', () => {
  for (const to of ['gathering', 'preparing', 'publishing'] as const) {
    for (const from of ['pausing', 'paused', 'cancelling'] as const) expect(canMove(from, to)).toBe(false)
  }
  // Resumed a moment before the worker would have paused it.
  expect(canMove('queued', 'paused')).toBe(false)
})
