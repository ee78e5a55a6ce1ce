// Many addresses at once, but only a few of one host.

const mostAtOnce = 8
const mostPerHost = 4

/** Starts no more once `signal` is given up or a piece of work failed; that failure is thrown when all have ended. */
export async function inHostLanes(
  urls: readonly string[],
  signal: AbortSignal,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const waiting = Map.groupBy(urls, (url) => URL.parse(url)?.host ?? '')
  const running = new Map<string, number>()
  const open = new Set<Promise<void>>()
  const failed: unknown[] = []
  for (;;) {
    const isEnding = signal.aborted || failed.length > 0
    const host = isEnding || open.size >= mostAtOnce ? undefined : nextHost(waiting, running)
    if (host !== undefined) {
      running.set(host, (running.get(host) ?? 0) + 1)
      const one: Promise<void> = work(takeFrom(waiting, host))
        .catch((error: unknown) => void failed.push(error))
        .finally(() => {
          running.set(host, running.get(host)! - 1)
          open.delete(one)
        })
      open.add(one)
    } else if (open.size > 0) await Promise.race(open)
    else break
  }
  if (failed.length > 0) throw failed[0]
}

function nextHost(waiting: Map<string, string[]>, running: Map<string, number>): string | undefined {
  for (const host of waiting.keys()) if ((running.get(host) ?? 0) < mostPerHost) return host
  return undefined
}

/** The host goes to the end of the queue, so that none has to wait for a large one. */
function takeFrom(waiting: Map<string, string[]>, host: string): string {
  const urls = waiting.get(host)!
  const url = urls.pop()!
  waiting.delete(host)
  if (urls.length > 0) waiting.set(host, urls)
  return url
}
