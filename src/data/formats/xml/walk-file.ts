// One walk over an XML file, in the encoding it says it is in.
import { createReadStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { SourceError } from '../../source-error.ts'
import { readHead } from '../file-head.ts'
import type { TableFile } from '../format.ts'
import { createXmlReader, type XmlHandlers } from '../xml-events.ts'
import { declaredEncoding } from './kind.ts'

/** Yields the size of each piece once it was read; whoever has seen enough leaves. */
export async function* walkFile(
  { path }: TableFile,
  handlers: XmlHandlers,
  signal: AbortSignal,
): AsyncGenerator<number> {
  const encoding = declaredEncoding(await readHead(path))
  if (encoding !== undefined) requireEncoding(encoding)
  const reader = createXmlReader(handlers, { what: 'file', ...(encoding !== undefined && { encoding }) })
  for await (const chunk of createReadStream(path)) {
    signal.throwIfAborted()
    reader.write(chunk as Buffer)
    yield (chunk as Buffer).length
    // A file in the page cache arrives without ever waiting: let requests in between.
    await setImmediate()
  }
  reader.end()
}

function requireEncoding(encoding: string): void {
  try {
    new TextDecoder(encoding)
  } catch {
    throw new SourceError(
      'invalid_bytes',
      `The file says that its encoding is "${encoding}", which is none that is known. Save it as UTF-8.`,
    )
  }
}
