import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './states.module.css'

interface Props {
  text: string
  label: string
  quiet?: boolean
}

/** Copies `text` and says that it did; where the clipboard is closed to us it says that instead. */
export function CopyButton({ text, label, quiet = false }: Props) {
  const clipboard = useClipboard({ timeout: 1600 })
  const words = clipboard.copied ? 'Copied' : clipboard.error ? 'Copying was refused by the browser' : label
  const announce = (
    <span className="sr-only" aria-live="polite">
      {clipboard.copied ? 'Copied' : ''}
    </span>
  )
  if (quiet) {
    return (
      <>
        <button type="button" className={classes.linkButton} onClick={() => clipboard.copy(text)}>
          {words}
        </button>
        {announce}
      </>
    )
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        onClick={() => clipboard.copy(text)}
      >
        {words}
      </Button>
      {announce}
    </>
  )
}
