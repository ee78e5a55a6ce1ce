// The one table of the states of a run: what each is, where a worker may take the run from it, and what its owner may
// ask for. A new state is a line here and a word in each door. Pure.
import { z } from 'zod'
import type { RunStage } from './run-stage.ts'

/** What the owner wants of a run. A worker obeys it between two calls. */
export type RunRequest = 'run' | 'pause' | 'cancel'

interface RunStateTraits {
  /**
   * `waiting`: for a worker. `underway`: a worker has it, or takes it up again. `stopped`: until its owner does
   * something. `over`: for good.
   */
  stage: RunStage
  /** The states into which a worker may move it. */
  next: readonly string[]
  /** Where each request of its owner leads; what is not here is refused. */
  owner: Partial<Record<RunRequest, string>>
  /** The request that is fulfilled already, so that asking for it again is no mistake. */
  fulfils: RunRequest | null
}

const table = {
  // For its turn on the site. No worker has it, so that a pause has nothing to wait for.
  queued: {
    stage: 'waiting',
    next: ['gathering', 'preparing', 'verifying', 'needs_attention'],
    owner: { pause: 'paused', cancel: 'cancelling' },
    fulfils: 'run',
  },
  // Its pages are taken out of the plan, each held against its row and what was published since.
  gathering: {
    stage: 'underway',
    next: ['queued', 'preparing', 'verifying', 'needs_attention'],
    owner: { pause: 'pausing', cancel: 'cancelling' },
    fulfils: 'run',
  },
  // The facts of the site, categories, tags and pictures.
  preparing: {
    stage: 'underway',
    next: ['queued', 'publishing', 'verifying', 'needs_attention'],
    owner: { pause: 'pausing', cancel: 'cancelling' },
    fulfils: 'run',
  },
  publishing: {
    stage: 'underway',
    next: ['queued', 'preparing', 'verifying', 'needs_attention'],
    owner: { pause: 'pausing', cancel: 'cancelling' },
    fulfils: 'run',
  },
  // Everything is sent; what Wix has is read back.
  verifying: {
    stage: 'underway',
    next: ['queued', 'done', 'cancelled', 'needs_attention'],
    owner: {},
    fulfils: 'run',
  },
  pausing: {
    stage: 'underway',
    next: ['paused', 'verifying', 'needs_attention'],
    owner: { run: 'queued', cancel: 'cancelling' },
    fulfils: 'pause',
  },
  paused: {
    stage: 'stopped',
    next: [],
    owner: { run: 'queued', cancel: 'cancelling' },
    fulfils: 'pause',
  },
  cancelling: {
    stage: 'underway',
    next: ['verifying', 'needs_attention'],
    owner: {},
    fulfils: 'cancel',
  },
  needs_attention: {
    stage: 'stopped',
    next: [],
    owner: { run: 'queued', cancel: 'cancelling' },
    fulfils: null,
  },
  done: { stage: 'over', next: [], owner: {}, fulfils: null },
  cancelled: { stage: 'over', next: [], owner: {}, fulfils: 'cancel' },
} as const satisfies Record<string, RunStateTraits>

export type RunState = keyof typeof table

const runStates = Object.keys(table) as [RunState, ...RunState[]]
export const runStateSchema = z.enum(runStates)

const traits: Readonly<Record<RunState, RunStateTraits>> = table

/** The states of a stage. */
export function statesOf(stage: RunStage): RunState[] {
  return statesWhere((state) => traits[state].stage === stage)
}

/** It has its receipt, and nothing changes any more. */
export function isOver(state: RunState): boolean {
  return traits[state].stage === 'over'
}

/** Pages move, or will move, without anyone doing anything. */
export function isMoving(state: RunState): boolean {
  return traits[state].stage === 'waiting' || traits[state].stage === 'underway'
}

/** For its turn on the site. */
export function isWaiting(state: RunState): boolean {
  return traits[state].stage === 'waiting'
}

/** Nobody works on it until its owner does something; it can go on. */
export function isStopped(state: RunState): boolean {
  return traits[state].stage === 'stopped'
}

/** A worker is at it, to publish. */
export function isAtWork(state: RunState): boolean {
  return traits[state].stage === 'underway' && traits[state].fulfils === 'run'
}

/** The state to which a request of the owner leads, or null where it cannot be asked for. */
export function stateAfter(state: RunState, request: RunRequest): RunState | null {
  return (traits[state].owner[request] as RunState | undefined) ?? null
}

export function isFulfilled(state: RunState, request: RunRequest): boolean {
  return traits[state].fulfils === request
}

/** Whether a worker may move it; staying, with another message, is a move too. */
export function canMove(from: RunState, to: RunState): boolean {
  return from === to || traits[from].next.includes(to)
}

/** Those that a test is true of: what a statement gets as its list. */
export function statesWhere(test: (state: RunState) => boolean): RunState[] {
  return runStates.filter(test)
}
