// A second proof of life beside the pid. Containers that share a volume do not see each other's processes, but a
// socket file in the shared folder answers across them, and stops answering the moment its process dies.
import { closeSync, openSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { basename, dirname } from 'node:path'

export interface HeldSocket {
  close(): Promise<void>
}

const isSupported = process.platform === 'linux'

/** A socket's path may have 107 characters; the folder's descriptor makes any folder short. */
async function withShortPath<T>(path: string, use: (short: string) => Promise<T>): Promise<T> {
  const folder = openSync(dirname(path), 'r')
  try {
    return await use(`/proc/self/fd/${folder}/${basename(path)}`)
  } finally {
    closeSync(folder)
  }
}

/** Whether a living process listens there. */
export async function answersAt(path: string): Promise<boolean> {
  if (!isSupported) return false
  return withShortPath(path, (short) => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const client = connect(short)
    client.once('connect', () => {
      client.destroy()
      resolve(true)
    })
    client.once('error', () => resolve(false))
    return promise
  })
}

/**
 * Listens as long as the process lives, without keeping it alive. Undefined on systems and file systems without
 * such sockets (some network mounts); the pid is the only proof there.
 */
export async function listenForever(path: string): Promise<HeldSocket | undefined> {
  if (!isSupported) return undefined
  const server = createServer((client) => client.destroy())
  const isBound = await withShortPath(path, (short) => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    server.once('error', () => resolve(false))
    server.listen(short, () => resolve(true))
    return promise
  })
  if (!isBound) return undefined
  server.unref()
  return {
    close: async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      await promise
      rmSync(path, { force: true })
    },
  }
}
