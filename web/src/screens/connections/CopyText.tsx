// Copies a text and says so through the live region of the dialog it stands in.
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { use, useEffect } from 'react'
import { AnnounceContext } from './announce.ts'
import classes from './Failure.module.css'

export function CopyText({ text, label }: { text: string; label: string }) {
  const announce = use(AnnounceContext)
  const { copied, error, copy } = useClipboard({ timeout: 1600 })
  const words = copied ? 'Copied' : error ? 'Copying was refused by the browser' : label
  useEffect(() => {
    if (copied) announce('Copied')
  }, [copied, announce])
  return (
    <button type="button" className={classes.link} onClick={() => copy(text)}>
      {copied ? (
        <IconCheck size={13} stroke={2} aria-hidden />
      ) : (
        <IconCopy size={13} stroke={2} aria-hidden />
      )}
      {words}
    </button>
  )
}
