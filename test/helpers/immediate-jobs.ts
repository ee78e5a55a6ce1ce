import type { Jobs } from '../../src/jobs/jobs.ts'

/** Runs a job when it is sent: what the engine does with jobs is tested with the engine. */
export function immediateJobs(): Jobs {
  const handlers = new Map<string, (payload: never, context: never) => Promise<void>>()
  return {
    define: (name: string, handler: never) => handlers.set(name, handler),
    send: async (name: string, payload: never) => {
      await handlers.get(name)?.(payload, { signal: new AbortController().signal } as never)
      return 'job'
    },
  } as unknown as Jobs
}
