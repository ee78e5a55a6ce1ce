// Who gets a process next. Someone who waits goes before work that nobody watches, one process at a time: however much
// one person asks for, another finds one free.

export interface Turns<T> {
  /**
   * @param askedBy who waits for the answer; null for work that nobody watches
   * @throws the signal's reason, when it is aborted before the turn comes
   */
  take(askedBy: string | null, signal?: AbortSignal): Promise<T>
  giveBack(one: T, askedBy: string | null): void
}

export interface TurnsOptions<T> {
  /** How many may do unwatched work at once. */
  usual: number
  /** How many there may be beside them for people who wait. */
  extra: number
  start(): T
  /** Whether it could begin at once. */
  isReady(one: T): boolean
  /** Makes one ready that nobody needs yet, so that whoever comes next need not wait for it. */
  warm(one: T): void
}

interface Waiter<T> {
  resolve(one: T): void
}

export function createTurns<T>({ usual, extra, start, isReady, warm }: TurnsOptions<T>): Turns<T> {
  const idle: T[] = []
  // In the order of their turns: who was served goes to the end.
  const people = new Map<string, Waiter<T>[]>()
  const unwatched: Waiter<T>[] = []
  const served = new Set<string>()
  let started = 0
  let unwatchedBusy = 0
  // One stays for the work of whole projects, which would otherwise never end.
  const mostServed = Math.max(1, usual + extra - 1)

  /** Whose work had to be stopped waits for its process to start again; the ready ones are for others. */
  const stopped = new Map<string, T>()

  function claim(who: string | null): T | null {
    const own = idle.indexOf(stopped.get(who ?? '') as T)
    stopped.delete(who ?? '')
    const ready = own === -1 ? idle.findIndex(isReady) : own
    const [free] = idle.splice(Math.max(0, ready), 1)
    return free ?? startOne()
  }

  function startOne(): T | null {
    if (started === usual + extra) return null
    started++
    return start()
  }

  function serve(): void {
    for (const [who, waiters] of [...people]) {
      if (served.has(who) || served.size >= mostServed) continue
      const one = claim(who)
      if (one === null) return
      served.add(who)
      const next = waiters.shift()
      if (waiters.length === 0) people.delete(who)
      next?.resolve(one)
      keepOneReady()
    }
    while (unwatched.length > 0 && unwatchedBusy < usual) {
      const one = claim(null)
      if (one === null) return
      unwatchedBusy++
      unwatched.shift()?.resolve(one)
    }
  }

  function sendToEnd(who: string): void {
    served.delete(who)
    const waiters = people.get(who)
    if (!waiters) return
    people.delete(who)
    people.set(who, waiters)
  }

  function keepOneReady(): void {
    if (idle.some(isReady)) return
    if (idle.length === 0) {
      const fresh = startOne()
      if (fresh === null) return
      idle.push(fresh)
    }
    warm(idle[0]!)
  }

  function queueOf(askedBy: string | null): Waiter<T>[] {
    if (askedBy === null) return unwatched
    const queue = people.get(askedBy) ?? []
    people.set(askedBy, queue)
    return queue
  }

  return {
    take(askedBy, signal) {
      signal?.throwIfAborted()
      return new Promise((resolve, reject) => {
        const leave = () => {
          const queue = queueOf(askedBy)
          queue.splice(queue.indexOf(waiter), 1)
          if (askedBy !== null && queue.length === 0) people.delete(askedBy)
          reject(signal?.reason)
        }
        const waiter: Waiter<T> = {
          resolve(one) {
            signal?.removeEventListener('abort', leave)
            resolve(one)
          },
        }
        signal?.addEventListener('abort', leave, { once: true })
        queueOf(askedBy).push(waiter)
        serve()
      })
    },
    giveBack(one, askedBy) {
      idle.push(one)
      if (!isReady(one)) {
        if (askedBy !== null) stopped.set(askedBy, one)
        warm(one)
      }
      if (askedBy === null) unwatchedBusy--
      else sendToEnd(askedBy)
      serve()
    },
  }
}
