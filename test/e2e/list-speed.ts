// How a long list behaves in a real browser: how soon it comes, what a frame of scrolling takes, what stands where.
import type { Page } from 'playwright-core'

export interface ListSpeed {
  /** From the address to the first rows. */
  firstRowsMs: number
  /** Of the frames while it is scrolled from top to end: the time that 95 of a hundred stay below. */
  frameP95Ms: number
  /** From the end of the scrollbar to the rows there. */
  endMs: number
  /** Row elements in the document, at most. */
  mostRows: number
  rowCount: number
  /** Of all rows, drawn or not, in px: how high they were, each height once. */
  heights: number[]
  /** `aria-rowindex` of the rows that are drawn. */
  indexes: Record<'top' | 'middle' | 'end', number[]>
  lastTitle: string
}

const steps = 120

/** @param total how many rows the list has */
export async function measureList(page: Page, url: string, total: number): Promise<ListSpeed> {
  const startedAt = performance.now()
  await page.goto(url)
  const row = page.locator('tbody tr[data-index]:not([aria-busy])')
  await row.first().waitFor()
  const firstRowsMs = performance.now() - startedAt
  const top = await indexesOf(page)

  const frames = await page.evaluate(scrollThrough, steps)
  const counts = await page.evaluate(() => document.querySelectorAll('tbody tr').length)
  await jump(page, 0.5)
  await settled(page, Math.floor(total / 2))
  const middle = await indexesOf(page)
  const jumpedAt = performance.now()
  await jump(page, 1)
  await settled(page, total + 1)
  const endMs = performance.now() - jumpedAt
  const sorted = frames.times.toSorted((a, b) => a - b)
  return {
    firstRowsMs,
    frameP95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    endMs,
    mostRows: Math.max(frames.mostRows, counts),
    rowCount: Number(await page.locator('table[aria-rowcount]').first().getAttribute('aria-rowcount')),
    heights: frames.heights,
    indexes: { top, middle, end: await indexesOf(page) },
    lastTitle: await row.last().locator('button').first().innerText(),
  }
}

function indexesOf(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('tbody tr[data-index]:not([aria-busy])')].map((row) =>
      Number(row.getAttribute('aria-rowindex')),
    ),
  )
}

/** The row with this index is drawn and has its text. */
async function settled(page: Page, rowIndex: number): Promise<void> {
  await page.locator(`tbody tr[aria-rowindex="${rowIndex}"]:not([aria-busy])`).waitFor()
}

async function jump(page: Page, share: number): Promise<void> {
  await page.evaluate((to) => {
    const table = document.querySelector('table[aria-rowcount]')!
    const scroller = table.parentElement!
    scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * to
  }, share)
}

/** Runs in the browser: scrolls to the end in so many frames, each timed. */
async function scrollThrough(
  steps: number,
): Promise<{ times: number[]; mostRows: number; heights: number[] }> {
  const table = document.querySelector('table[aria-rowcount]')!
  const scroller = table.parentElement!
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const times: number[] = []
  const heights = new Set<number>()
  let mostRows = 0
  let before = await frame()
  for (let step = 1; step <= steps; step++) {
    scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * step) / steps
    const now = await frame()
    times.push(now - before)
    before = now
    heights.add(scroller.scrollHeight)
    mostRows = Math.max(mostRows, table.querySelectorAll('tr').length)
  }
  return { times, mostRows, heights: [...heights] }
}
