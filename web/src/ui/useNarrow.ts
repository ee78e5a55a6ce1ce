import { useSyncExternalStore } from 'react'

/** A phone, on which a row of columns would not fit. */
const query = '(max-width: 600px)'

function listen(onChange: () => void): () => void {
  const list = window.matchMedia(query)
  list.addEventListener('change', onChange)
  return () => list.removeEventListener('change', onChange)
}

export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => window.matchMedia(query).matches)
}
