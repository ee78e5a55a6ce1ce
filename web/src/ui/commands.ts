// What can be done on the screen as it is: each screen says it once, and it answers to keys, stands in the list of
// keys behind `?`, and is offered by the command palette.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { sessionQuery } from '../queries/session.ts'

export interface Command {
  /** What it does, as a person would look for it: "Search", "Next page". */
  words: string
  /** As `KeyboardEvent.key` has them; the first is the one that is shown. */
  keys?: readonly string[]
  /** False: there was nothing to do, and the key is left to others. Absent: the browser does it by itself. */
  run?: (event?: KeyboardEvent) => unknown
  /** Moving about, which nobody looks up by name. */
  isKeyOnly?: boolean
}

interface Group {
  title: string
  commands: () => readonly Command[]
  areSingleKeysOn: () => boolean
}

const groups = new Set<Group>()
const listeners = new Set<() => void>()
let version = 0

/** Another number whenever a group came or went. */
export const commandsVersion = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => version,
}

/** What can be done now, by group, in the order in which they came. */
export function commandGroups(): { title: string; commands: readonly Command[] }[] {
  const byTitle = Map.groupBy(groups, ({ title }) => title)
  return [...byTitle].map(([title, same]) => ({ title, commands: same.flatMap((one) => one.commands()) }))
}

/** Says what can be done while this is on the screen. What came last has a key first. */
export function useCommands(title: string, commands: readonly Command[], isOn = true): void {
  const current = useRef(commands)
  current.current = commands
  const single = useRef(true)
  single.current = useSingleKeys()
  useEffect(() => {
    if (!isOn) return
    const group: Group = {
      title,
      commands: () => current.current,
      areSingleKeysOn: () => single.current,
    }
    add(group)
    return () => take(group)
  }, [title, isOn])
}

/** Whether keys without Ctrl or Cmd do something, as the person chose. */
export function useSingleKeys(): boolean {
  return useQuery({ ...sessionQuery, select: ({ preferences }) => preferences.singleKeys }).data ?? true
}

function add(group: Group): void {
  if (groups.size === 0) document.addEventListener('keydown', press)
  groups.add(group)
  tell()
}

function take(group: Group): void {
  groups.delete(group)
  if (groups.size === 0) document.removeEventListener('keydown', press)
  tell()
}

function tell(): void {
  version += 1
  for (const listener of listeners) listener()
}

/** Where keys are for writing, or for what lies over the screen. */
const elsewhere =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
  if (event.target instanceof Element && event.target.closest(elsewhere)) return
  for (const group of [...groups].reverse()) {
    // A letter or a sign; names of other keys are longer.
    if (event.key.length === 1 && !group.areSingleKeysOn()) continue
    const meant = group.commands().find(({ keys, run }) => run && keys?.includes(event.key))
    if (meant?.run && meant.run(event) !== false) {
      event.preventDefault()
      return
    }
  }
}
