// The command palette: every place, what the screen offers, and things by name. One field; the list below is gone
// through by arrows while the field keeps the focus.
import { Modal } from '@mantine/core'
import { IconArrowRight, IconBolt, IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { counted } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import classes from './Palette.module.css'
import { rememberPlace } from './recent.ts'
import type { ScreenAction } from './screen-actions.ts'
import { type Entry, usePaletteEntries } from './usePaletteEntries.ts'

/** So long the palette takes to go. */
const goneMs = 160

interface Props {
  opened: boolean
  /** What the screen below offers. */
  actions: readonly ScreenAction[]
  onClose: () => void
}

export function Palette({ opened, actions, onClose }: Props) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={600}
      yOffset="12vh"
      transitionProps={{ duration: 90 }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label="Find anything" radius="lg">
        <Modal.Body p={0}>{opened && <Finder actions={actions} onClose={onClose} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Finder({ actions, onClose }: Omit<Props, 'opened'>) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const { groups, isSearching } = usePaletteEntries(text, router.state.location.pathname, actions)
  const entries = groups.flatMap((group) => group.entries)
  const chosen = Math.min(at, entries.length - 1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is kept in view
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen, text])

  const pick = ({ go, words }: Entry) => {
    onClose()
    if ('path' in go) {
      rememberPlace({ path: go.path, words })
      router.history.push(go.path)
      return
    }
    // Once the palette is gone and has given back the focus.
    setTimeout(() => {
      if ('run' in go) return go.run()
      go.element.focus()
      go.element.click()
    }, goneMs)
  }
  const press = (event: KeyboardEvent) => {
    const to = stepTo(event.key, chosen, entries.length)
    const entry = entries[chosen]
    if (to !== null) setAt(to)
    else if (event.key === 'Enter' && entry) pick(entry)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={classes.field}>
        <IconSearch size={17} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label="Find anything"
          aria-expanded
          aria-controls="palette"
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `palette-${chosen}` : undefined}
          placeholder="Go to, do, or find by name"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        <kbd>Esc</kbd>
      </div>
      <div className={classes.list} role="listbox" id="palette" aria-label="Found" ref={list}>
        {groups.map(({ title, entries: some }) => (
          // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped so
          <div key={title} role="group" aria-label={title}>
            <div className={classes.group} aria-hidden>
              {title}
            </div>
            {some.map((entry) => (
              <Option
                key={entry.id}
                entry={entry}
                index={entries.indexOf(entry)}
                isChosen={entries.indexOf(entry) === chosen}
                onPoint={setAt}
                onPick={pick}
              />
            ))}
          </div>
        ))}
        {entries.length === 0 && (
          <p className={classes.nothing}>
            {isSearching ? 'Searching…' : `Nothing is called “${text.trim()}”.`}
          </p>
        )}
      </div>
      <LiveRegion message={text === '' ? '' : `${counted(entries.length, 'result')}`} />
    </>
  )
}

/** Where a key leads in the list; null: it is none that does. */
function stepTo(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  return null
}

interface OptionProps {
  entry: Entry
  index: number
  isChosen: boolean
  onPoint: (index: number) => void
  onPick: (entry: Entry) => void
}

function Option({ entry, index, isChosen, onPoint, onPick }: OptionProps) {
  const Sign = 'path' in entry.go ? IconArrowRight : IconBolt
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are pressed in the field, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <div
      role="option"
      id={`palette-${index}`}
      aria-selected={isChosen}
      className={classes.option}
      onPointerMove={() => onPoint(index)}
      onClick={() => onPick(entry)}
    >
      <Sign size={15} aria-hidden />
      <span className={classes.words}>{entry.words}</span>
      {entry.hint && <span className={classes.hint}>{entry.hint}</span>}
    </div>
  )
}
