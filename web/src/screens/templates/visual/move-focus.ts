import type { KeyboardEvent } from 'react'

/** The arrow keys, Home and End go from tool to tool, as the pattern for toolbars has it. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, onStop?: (id: string) => void): void {
  const tools = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const at = tools.indexOf(document.activeElement as HTMLButtonElement)
  const next =
    event.key === 'ArrowRight'
      ? tools[(at + 1) % tools.length]
      : event.key === 'ArrowLeft'
        ? tools.at(at - 1)
        : event.key === 'Home'
          ? tools[0]
          : event.key === 'End'
            ? tools.at(-1)
            : undefined
  if (!next) return
  event.preventDefault()
  onStop?.(next.dataset.tool ?? '')
  next.focus()
}
