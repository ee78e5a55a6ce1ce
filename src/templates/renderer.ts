// Renders rows in killable processes shared by everybody. A row that cannot be rendered in time or memory gets a
// problem; the others are rendered all the same.
import { createHash } from 'node:crypto'
import { tooMuchMemory, tooMuchTime } from './problem.ts'
import { type Poison, RenderProcess } from './render-process.ts'
import type { RenderedRow, TemplateRow, TemplateSource } from './render-row.ts'

export interface Renderer {
  /** In the order of the rows, one for each. Never throws for what a template or a row does. */
  render(rows: readonly TemplateRow[]): Promise<RenderedRow[]>
}

export interface RendererPool {
  /** A template ready to be rendered; needs no closing. */
  createRenderer(source: TemplateSource): Renderer
  /** Starts a process ahead of the first use. */
  warmUp(): Promise<void>
  close(): Promise<void>
}

// Large enough that messages do not matter, small enough that a preview behind it need not wait long.
const batchRows = 100
// Rows that fail in succession: then it is the template, and trying on would take half a second for each row.
const mostPoison = 3

/** `processes`: how many templates may run at once; each is a process of about 70 MB. */
export function createRendererPool({ processes = 2 } = {}): RendererPool {
  const all: RenderProcess[] = []
  const idle: RenderProcess[] = []
  const waiting: ((one: RenderProcess) => void)[] = []

  function take(): Promise<RenderProcess> {
    const free = idle.pop()
    if (free) return Promise.resolve(free)
    if (all.length < processes) {
      const fresh = new RenderProcess()
      all.push(fresh)
      return Promise.resolve(fresh)
    }
    return new Promise((resolve) => waiting.push(resolve))
  }

  function giveBack(one: RenderProcess): void {
    const next = waiting.shift()
    if (next) next(one)
    else idle.push(one)
  }

  async function withProcess<T>(work: (one: RenderProcess) => Promise<T>): Promise<T> {
    const one = await take()
    try {
      return await work(one)
    } finally {
      giveBack(one)
    }
  }

  return {
    createRenderer(source) {
      const key = createHash('sha256').update(JSON.stringify(source)).digest('base64url')
      const fieldNames = Object.keys(source.fields)
      return {
        async render(rows) {
          const rendered: RenderedRow[] = []
          const poisonous = new Map<number, Poison>()
          // On a busy machine an innocent row may take too long, or be taken for its neighbour: it is tried once more,
          // alone, before it is blamed.
          const suspects = new Set<number>()
          let inSuccession = 0
          while (rendered.length < rows.length) {
            const from = rendered.length
            const known = poisonous.get(from)
            if (known && inSuccession >= mostPoison) {
              for (const row of rows.slice(from)) rendered.push(poisoned(row, fieldNames, known))
              break
            }
            if (known) {
              rendered.push(poisoned(rows[from]!, fieldNames, known))
              continue
            }
            // Rows before a poisonous one may not have arrived when the process was killed: they come first.
            const ends = [...poisonous.keys(), ...suspects].filter((index) => index > from)
            const until = suspects.has(from) ? from + 1 : Math.min(from + batchRows, ...ends)
            const batch = rows.slice(from, until)
            const result = await withProcess((one) => one.render({ key, source, rows: batch }))
            rendered.push(...result.rows)
            if (result.rows.length > 0) inSuccession = 0
            if (!result.poison) continue
            const at = from + result.poison.at
            if (!suspects.has(at)) {
              suspects.add(at)
              continue
            }
            inSuccession++
            poisonous.set(at, result.poison)
          }
          return rendered
        },
      }
    },
    warmUp: () => withProcess((one) => one.warmUp()),
    close: async () => {
      await Promise.all(all.map((one) => one.close()))
    },
  }
}

function poisoned(row: TemplateRow, fieldNames: string[], { because }: Poison): RenderedRow {
  const fields: Record<string, string> = Object.create(null)
  for (const name of fieldNames) fields[name] = ''
  const what = because === 'time' ? tooMuchTime : tooMuchMemory
  return { rowKey: row.rowKey, fields, problems: [{ severity: 'error', ...what }] }
}
