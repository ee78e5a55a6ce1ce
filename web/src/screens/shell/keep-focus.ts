// A control that is pressed is often gone a moment later: its screen is left, its row is done. Browsers then put the focus
// on the body, where keys scroll nothing, a screen reader says nothing, and Tab begins somewhere.

/** Who knows a better place takes the focus there before: a dialog that closes gives it back after 10 ms. */
const patience = 100

/**
 * From now on the focus goes to the nearest part of the screen that is left when what had it is taken away: its dialog,
 * its panel, the content.
 * @returns what ends it
 */
export function keepFocus(): () => void {
  /** What had the focus last, and what around it can have it. */
  let held: Element | null = null
  let around: HTMLElement[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const isLost = () => held !== null && !held.isConnected && document.activeElement === document.body
  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return
    held = target
    around = focusableAround(target)
  }
  const place = () => {
    timer = undefined
    // The setup and the login have no content to go to; the screen that follows them has.
    const places = [...around, document.getElementById('main')]
    for (const one of places) if (isLost()) one?.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(() => {
    if (isLost()) timer ??= setTimeout(place, patience)
  })
  document.addEventListener('focusin', note)
  observer.observe(document.body, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', note)
    observer.disconnect()
    clearTimeout(timer)
  }
}

function focusableAround(element: Element): HTMLElement[] {
  const found: HTMLElement[] = []
  for (let at = element.parentElement; at; at = at.parentElement)
    if (at.hasAttribute('tabindex')) found.push(at)
  return found
}
