// Connect Wix, or replace the credentials of a connection: the frame, and the question before typed text is lost.
import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useRef, useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import { ConnectPanel } from './ConnectPanel.tsx'
import classes from './Dialog.module.css'
import type { Stored } from './useStoring.ts'

interface Props {
  opened: boolean
  /** Null for a new connection; else the one whose credentials are replaced. */
  connection?: Connection | null
  onClose: () => void
  onDone?: (stored: Stored) => void
}

export function ConnectDialog({ opened, connection = null, onClose, onDone }: Props) {
  const isNarrow = useMediaQuery('(max-width: 820px)', false, { getInitialValueInEffect: false })
  const isTyped = useRef(false)
  const [asks, setAsks] = useState(false)
  const [isDone, setDone] = useState(false)

  const close = () => {
    setAsks(false)
    isTyped.current = false
    onClose()
  }
  const tryToClose = () => {
    // Escape on the question itself goes back to the form.
    if (isTyped.current) setAsks(!asks)
    else close()
  }

  return (
    <Modal.Root
      opened={opened}
      onClose={tryToClose}
      size={1000}
      centered
      fullScreen={isNarrow}
      padding={0}
      classNames={{ content: classes.content, header: classes.header, body: classes.body }}
      returnFocus={!isDone}
      onEnterTransitionEnd={() => setDone(false)}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>
            {connection
              ? `Replace the credentials of ${connection.siteName ?? connection.name}`
              : 'Connect Wix'}
          </Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Modal.Header>
        <Modal.Body>
          <ConnectPanel
            connection={connection}
            asks={asks}
            onKeep={() => setAsks(false)}
            onCancel={tryToClose}
            onDiscard={close}
            onTyped={(typed) => {
              isTyped.current = typed
            }}
            onDone={(stored) => {
              setDone(true)
              close()
              onDone?.(stored)
            }}
          />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
