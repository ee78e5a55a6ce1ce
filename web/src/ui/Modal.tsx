import { Modal as MantineModal, type ModalProps } from '@mantine/core'
import { useLayoutEffect, useState } from 'react'

/**
 * Mantine's, which gives the focus back only where it was there before it opened. This one does so too where it is made
 * to be open and goes away to be closed, and where an entry of a menu opened it.
 */
export function Modal(props: ModalProps) {
  const { opened } = props
  const [opener, setOpener] = useState(() => (opened ? findOpener() : null))
  const [wasOpened, setWasOpened] = useState(opened)
  // While it is drawn, as what opened it may be gone once that is done.
  if (opened !== wasOpened) {
    setWasOpened(opened)
    if (opened) setOpener(findOpener())
  }
  useLayoutEffect(() => {
    if (!opened) return
    return () => {
      const last = document.activeElement
      // Once the dialog has let the focus go; where it has gone elsewhere meanwhile, it stays.
      setTimeout(() => {
        const active = document.activeElement
        if (active === document.body || active === last) opener?.focus({ preventScroll: true })
      })
    }
  }, [opened, opener])
  return <MantineModal {...props} returnFocus={false} />
}

/** What has the focus; an entry of a menu is gone with it, and its button stands for it. */
function findOpener(): HTMLElement | null {
  const active = document.activeElement
  const menu = active?.closest('[role=menu]')
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active
  return opener instanceof HTMLElement && opener !== document.body ? opener : null
}
