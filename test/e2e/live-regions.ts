// What a screen reader is told: everything that changes in a live region of the page, and when.
import type { Page } from 'playwright-core'

export interface Announcement {
  /** Milliseconds since the document was opened. */
  at: number
  text: string
}

/**
 * Runs in the page before anything of it: keeps what is announced in `window.announced`. A region counts from the moment
 * it stands there with something in it; what comes and goes within one turn of the page is one announcement.
 */
export const watchLiveRegions = `(() => {
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]'
  window.announced = []
  new MutationObserver((changes) => {
    const regions = new Set()
    for (const { target, addedNodes } of changes) {
      const element = target.nodeType === 1 ? target : target.parentElement
      const region = element?.closest(live)
      if (region) regions.add(region)
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue
        for (const one of [node, ...node.querySelectorAll('*')]) if (one.matches(live) && one.textContent !== '') regions.add(one)
      }
    }
    for (const region of regions) {
      if (!region.isConnected || region.getAttribute('aria-label') === 'Loading') continue
      window.announced.push({ at: performance.now(), text: region.textContent })
    }
  }).observe(document, { childList: true, characterData: true, subtree: true })
})()`

/** Since the document was opened. */
export function announcements(page: Page): Promise<Announcement[]> {
  return page.evaluate('window.announced')
}
