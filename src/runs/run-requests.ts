// What the owner of a run may ask for: pause, resume, cancel. Its worker obeys between two calls.
import type { Run } from '../api/run.ts'
import { isFulfilled, type RunRequest } from '../api/run-state.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { getRun } from './run-list.ts'
import { request } from './run-store.ts'
import { wakeChannel } from './wake.ts'

const words: Record<RunRequest, { message: string | null; refusal: string }> = {
  pause: {
    message: 'Pausing: what is under way is finished first.',
    refusal: 'Only a run that is publishing can be paused.',
  },
  run: { message: null, refusal: 'Only a paused or stopped run can be resumed.' },
  cancel: {
    message: 'Cancelling: nothing more is sent.',
    refusal: 'This run has sent everything already; it is only being verified.',
  },
}

export async function pauseRun(database: Database, workspaceId: string, id: string): Promise<Run> {
  return ask(database, workspaceId, id, 'pause')
}

export async function resumeRun(database: Database, workspaceId: string, id: string): Promise<Run> {
  return ask(database, workspaceId, id, 'run')
}

export async function cancelRun(database: Database, workspaceId: string, id: string): Promise<Run> {
  return ask(database, workspaceId, id, 'cancel')
}

/** Asking twice is as good as once; asking for what cannot be any more is refused in words. */
async function ask(database: Database, workspaceId: string, id: string, requested: RunRequest): Promise<Run> {
  const { message, refusal } = words[requested]
  const isAccepted = await request(database, workspaceId, id, requested, message)
  const run = await getRun(database, workspaceId, id)
  if (!isAccepted && !isFulfilled(run.state, requested)) {
    throw new AppError('conflict', `${refusal} It is ${run.state.replace('_', ' ')} now.`)
  }
  await database.notify(wakeChannel)
  return run
}
