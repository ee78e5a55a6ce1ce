// The way to everything: a button in the header and Ctrl-K or Cmd-K open the palette, `?` shows the keys of the screen.
// Both are loaded when first opened.
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useCommands } from '../../ui/commands.ts'
import { openedLater } from '../../ui/openedLater.tsx'
import { isMac } from './is-mac.ts'
import classes from './Palette.module.css'
import { type ScreenAction, screenActions } from './screen-actions.ts'

const loadPalette = () => import('./Palette.tsx')
const Palette = openedLater(async () => (await loadPalette()).Palette)
const KeysDialog = openedLater(async () => (await import('./KeysDialog.tsx')).KeysDialog)

export function Find() {
  const [isOpen, palette] = useDisclosure(false)
  const [areKeysOpen, keys] = useDisclosure(false)
  const [actions, setActions] = useState<ScreenAction[]>([])
  const open = useCallback(() => {
    setActions(screenActions(document.getElementById('main')))
    palette.open()
  }, [palette])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isMeant = (isMac() ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey
      if (!isMeant || event.key.toLowerCase() !== 'k' || event.defaultPrevented) return
      event.preventDefault()
      // Over another dialog it would hide what that one asks.
      if (!document.querySelector('[role="dialog"]')) open()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [open])
  useCommands('Everywhere', [{ words: 'Keys of this screen', keys: ['?'], run: keys.open }])
  return (
    <>
      <button
        type="button"
        className={classes.find}
        data-keys={isMac() ? '⌘K' : 'Ctrl K'}
        aria-label="Find anything"
        aria-keyshortcuts={isMac() ? 'Meta+K' : 'Control+K'}
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        onClick={open}
      >
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <span>Find</span>
      </button>
      <Palette opened={isOpen} actions={actions} onClose={palette.close} />
      <KeysDialog opened={areKeysOpen} onClose={keys.close} />
    </>
  )
}
