// One walk over a JSON file.
import { createReadStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { TableFile } from '../format.ts'
import { createJsonReader, type JsonHandlers } from './json-events.ts'

/** Yields the size of each piece once it was read; whoever has seen enough leaves. */
export async function* walkFile(
  { path }: TableFile,
  handlers: JsonHandlers,
  signal: AbortSignal,
): AsyncGenerator<number> {
  const reader = createJsonReader(handlers)
  for await (const chunk of createReadStream(path)) {
    signal.throwIfAborted()
    reader.write(chunk as Buffer)
    yield (chunk as Buffer).length
    // A file in the page cache arrives without ever waiting: let requests in between.
    await setImmediate()
  }
  reader.end()
}
