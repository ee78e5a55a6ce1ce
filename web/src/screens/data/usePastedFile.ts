import { useEffect, useRef } from 'react'
import { pastedTable } from '../../../../src/api/pasted-table.ts'

/** The text as the file it goes on as; null for what is no table. */
export function fileOf(text: string): File | null {
  const table = pastedTable(text)
  return table && new File([table.text], table.fileName, { type: table.type })
}

/** A file or a table that is pasted anywhere on the screen, but for what is pasted into a field. */
export function usePastedFile(onFile: (file: File) => void): void {
  const take = useRef(onFile)
  take.current = onFile
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { target, clipboardData } = event
      if (target instanceof Element && target.closest('input, textarea, [contenteditable="true"]')) return
      const file = clipboardData?.files[0] ?? fileOf(clipboardData?.getData('text/plain') ?? '')
      if (!file) return
      event.preventDefault()
      take.current(file)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
