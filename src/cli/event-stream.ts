// Server-sent events from the bytes of an answer.

export interface ServerEvent {
  event: string
  data: string
}

/** @param heard called for whatever arrives, heartbeats too */
export async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  heard?: () => void,
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    heard?.()
    rest += decoder.decode(chunk, { stream: true })
    const blocks = rest.split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = readBlock(block)
      if (event) yield event
    }
  }
}

/** Null for comments. */
function readBlock(block: string): ServerEvent | null {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
    if (name === 'event') event = value ?? event
    if (name === 'data') data.push(value ?? '')
  }
  return data.length === 0 ? null : { event, data: data.join('\n') }
}
