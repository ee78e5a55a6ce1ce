// The process in which templates run. It has a small heap, no environment and no rights, and may be killed at any
// moment by whoever started it.
import { writeSync } from 'node:fs'
import { beganFd, type RenderReply, type RenderRequest } from './render-protocol.ts'
import { prepareTemplate, type RenderedRow, type TemplateRow, type TemplateSource } from './render-row.ts'

const keptTemplates = 8
const flushCharacters = 500_000
const flushRows = 100
const began = Buffer.of(1)

const prepared = new Map<string, (row: TemplateRow) => RenderedRow>()

function prepare(key: string, source: TemplateSource): (row: TemplateRow) => RenderedRow {
  const render = prepared.get(key) ?? prepareTemplate(source)
  // Put in anew, so that the first one is the one that was not used for longest.
  prepared.delete(key)
  prepared.set(key, render)
  const oldest = prepared.keys().next().value
  if (prepared.size > keptTemplates && oldest !== undefined) prepared.delete(oldest)
  return render
}

function reply(message: RenderReply): void {
  process.send?.(message)
}

function renderBatch({ batch, key, source, rows }: RenderRequest): void {
  let waiting: RenderedRow[] = []
  let characters = 0
  const flush = () => {
    if (waiting.length > 0) reply({ kind: 'rows', batch, rows: waiting })
    waiting = []
    characters = 0
  }
  let render: ((row: TemplateRow) => RenderedRow) | undefined
  for (const row of rows) {
    writeSync(beganFd, began)
    // Parsing counts as part of the first row's time.
    render ??= prepare(key, source)
    const rendered = render(row)
    waiting.push(rendered)
    for (const text of Object.values(rendered.fields)) characters += text.length
    if (waiting.length >= flushRows || characters >= flushCharacters) flush()
  }
  flush()
  reply({ kind: 'done', batch })
}

// Only as the process it is meant to be; its types are imported elsewhere.
if (process.send) {
  process.on('message', renderBatch)
  reply({ kind: 'ready' })
}
