// The render processes as pages are made with them.
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { poisonedRow } from '../templates/poisoned-row.ts'
import type { RenderedRow, TemplateSource } from '../templates/render-row.ts'
import { createRendererPool, type Renderer, type RendererPool } from '../templates/renderer.ts'
import type { Page } from './page.ts'
import { type PageJob, pageOf, type TextJob } from './render-job.ts'

export interface PageRenderers extends Pick<RendererPool, 'processes' | 'warmUp' | 'close'> {
  /** Whole pages: rendered, converted, with the text, hash and size of their payloads. */
  pages(job: Omit<PageJob, 'makes'>, urgency?: Urgency): Renderer<Page>
  /** The rendered texts alone. */
  texts(template: TemplateSource, urgency?: Urgency): Renderer<RenderedRow>
}

/** `isUrgent`: someone is waiting for the answer. */
interface Urgency {
  isUrgent?: boolean
}

const workerFile = fileURLToPath(new URL('./render-worker.ts', import.meta.url))
/** Each makes some two thousand pages a second; more of them would only wait for us to store what they made. */
const mostProcesses = 4

/** @param given.processes how many there may be, each of up to 160 MB; unless told, a core is left to ourselves */
export function createPageRenderers({ processes = usualProcesses() } = {}): PageRenderers {
  const pool = createRendererPool(workerFile, { processes })
  return {
    processes,
    pages: (job, urgency) =>
      pool.createRenderer<PageJob, Page>({
        job: { makes: 'pages', ...job },
        poisoned: (row, poison) => pageOf(job, poisonedRow(job.template, row, poison)),
        ...urgency,
      }),
    texts: (template, urgency) =>
      pool.createRenderer<TextJob, RenderedRow>({
        job: { makes: 'texts', template },
        poisoned: (row, poison) => poisonedRow(template, row, poison),
        ...urgency,
      }),
    warmUp: pool.warmUp,
    close: pool.close,
  }
}

/** Two even on one core: a template that hangs must not keep a preview waiting. */
function usualProcesses(): number {
  return Math.min(mostProcesses, Math.max(2, availableParallelism() - 1))
}
