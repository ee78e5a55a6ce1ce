// A table of Markdown that comes from stdin goes on as CSV, as one that is pasted on the dashboard does.
import { markdownAsCsv } from '../api/pasted-table.ts'

/** People write such tables by hand. What is larger goes on as it comes. */
const mostBytes = 1024 * 1024

/** The same bytes, but for a table of Markdown. */
export async function* withMarkdownAsCsv(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = []
  let bytes = 0
  let isHeld = true
  for await (const chunk of input) {
    if (isHeld) {
      held.push(chunk)
      bytes += chunk.byteLength
      if (bytes <= mostBytes) continue
      isHeld = false
      yield* held
    } else yield chunk
  }
  if (!isHeld) return
  const csv = markdownAsCsv(textOf(held) ?? '')
  if (csv === null) yield* held
  else yield new TextEncoder().encode(csv)
}

/** Null: it is no UTF-8, and the server looks which encoding it is. */
function textOf(chunks: readonly Uint8Array[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return null
  }
}
