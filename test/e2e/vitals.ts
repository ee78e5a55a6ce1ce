// What a person feels of a page that loads: when its largest part stands there, what moves under the eyes, and for how
// long nothing answers. As Chromium measures it.
import type { Page } from 'playwright-core'

export interface Vitals {
  /** Largest contentful paint, in milliseconds since the address was opened. */
  lcpMs: number
  /** Layout shift that no click or key has caused, summed: never less than the cumulative layout shift. */
  shift: number
  /** What has moved, and by how much of the shift. */
  moved: string[]
  /** The longest task of the page's main thread in milliseconds; 0: none was longer than 50. */
  longestTaskMs: number
}

/** Runs in the page before anything of it. */
export const watchVitals = `(() => {
  const seen = (window.vitals = { lcpMs: 0, shift: 0, moved: [], longestTaskMs: 0 })
  const name = (node) => node ? (node.nodeType === 1 ? node : node.parentElement)?.outerHTML.slice(0, 120) : 'something gone'
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  watch('largest-contentful-paint', ({ startTime }) => (seen.lcpMs = startTime))
  watch('longtask', ({ duration }) => (seen.longestTaskMs = Math.max(seen.longestTaskMs, duration)))
  watch('layout-shift', ({ value, hadRecentInput, sources }) => {
    if (hadRecentInput) return
    seen.shift += value
    for (const { node } of sources) seen.moved.push(value.toFixed(4) + ' ' + name(node))
  })
})()`

/** Of the document that is open. */
export function vitalsOf(page: Page): Promise<Vitals> {
  return page.evaluate('window.vitals')
}
