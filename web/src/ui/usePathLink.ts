import { useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'

/** What makes a link of a path of the dashboard that the server gave, its search included. */
export function usePathLink(path: string) {
  const router = useRouter()
  return {
    href: path,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      router.history.push(path)
    },
  }
}
