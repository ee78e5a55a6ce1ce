// Whether the page is being put on paper. React draws what hangs on it before the browser does.
import { useSyncExternalStore } from 'react'

const paper = typeof matchMedia === 'function' ? matchMedia('print') : null

function subscribe(onChange: () => void): () => void {
  paper?.addEventListener('change', onChange)
  return () => paper?.removeEventListener('change', onChange)
}

export function usePrinted(): boolean {
  return useSyncExternalStore(subscribe, () => paper?.matches ?? false)
}
