/**
 * Makes everything beside this element inert, so that neither Tab nor a screen reader comes to what it covers. What
 * tells of changes goes on telling. Returns how to undo it.
 */
export function leaveAlone(element: Element): () => void {
  const changed: Element[] = []
  for (let at = element; at !== document.body && at.parentElement; at = at.parentElement) {
    for (const beside of at.parentElement.children) {
      if (beside === at || beside.hasAttribute('inert') || beside.matches(telling)) continue
      beside.setAttribute('inert', '')
      changed.push(beside)
    }
  }
  return () => {
    for (const one of changed) one.removeAttribute('inert')
  }
}

const telling = 'script, style, [aria-live], [role=status], [role=alert], [data-portal]'
