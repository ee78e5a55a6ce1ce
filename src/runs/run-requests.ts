// What the owner of a run may ask for: pause, resume, cancel. Its worker obeys between two calls.
import type { Run } from '../api/run.ts'
import { isFulfilled, type RunRequest } from '../api/run-state.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { writeDiary } from './diary.ts'
import { getRun } from './run-list.ts'
import { request, requestOf } from './run-store.ts'
import { wakeChannel } from './wake.ts'

const words: Record<RunRequest, { diary: string; message: string | null; refusal: string }> = {
  pause: {
    diary: 'paused the run',
    message: 'Pausing: what is under way is finished first.',
    refusal: 'Only a run that is publishing can be paused.',
  },
  run: { diary: 'resumed the run', message: null, refusal: 'Only a paused or stopped run can be resumed.' },
  cancel: {
    diary: 'cancelled the run',
    message: 'Cancelling: nothing more is sent.',
    refusal: 'This run has sent everything already; it is only being verified.',
  },
}

export async function pauseRun(
  database: Database,
  workspaceId: string,
  id: string,
  by?: string,
): Promise<Run> {
  return ask(database, { workspaceId, id, by }, 'pause')
}

export async function resumeRun(
  database: Database,
  workspaceId: string,
  id: string,
  by?: string,
): Promise<Run> {
  return ask(database, { workspaceId, id, by }, 'run')
}

export async function cancelRun(
  database: Database,
  workspaceId: string,
  id: string,
  by?: string,
): Promise<Run> {
  return ask(database, { workspaceId, id, by }, 'cancel')
}

interface Asked {
  workspaceId: string
  id: string
  /** Who asks, for the diary. */
  by: string | undefined
}

/** Asking twice is as good as once; asking for what cannot be any more is refused in words. */
async function ask(database: Database, { workspaceId, id, by }: Asked, requested: RunRequest): Promise<Run> {
  const { diary, message, refusal } = words[requested]
  const isAccepted = await database.transaction(async (tx) => {
    const before = await requestOf(tx, id)
    if (!(await request(tx, workspaceId, id, requested, message))) return false
    // A run that stopped by itself was not asked to.
    if (before !== requested || requested === 'run')
      await writeDiary(tx, id, 'asked', `${by ?? 'Somebody'} ${diary}.`)
    return true
  })
  const run = await getRun(database, workspaceId, id)
  if (!isAccepted && !isFulfilled(run.state, requested)) {
    throw new AppError('conflict', `${refusal} It is ${run.state.replace('_', ' ')} now.`)
  }
  await database.notify(wakeChannel)
  return run
}
