import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense, useRef, useState } from 'react'
import type { MenuEntry } from './MenuEntries.tsx'

const load = () => import('./MenuEntries.tsx')
const MenuEntries = lazy(async () => ({ default: (await load()).MenuEntries }))

interface Props {
  label: string
  size?: number
  width?: number
  entries: MenuEntry[]
}

/** The three dots of a thing and what can be done with it. The menu is loaded when first needed. */
export function MoreMenu({ label, size, width, entries }: Props) {
  const [isWanted, setWanted] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const dots = (
    <ActionIcon
      ref={button}
      aria-label={label}
      aria-haspopup="menu"
      size={size}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setWanted(true)}
    >
      <IconDots size={16} />
    </ActionIcon>
  )
  return isWanted ? (
    <Suspense fallback={dots}>
      <MenuEntries width={width} entries={entries} button={button}>
        {dots}
      </MenuEntries>
    </Suspense>
  ) : (
    dots
  )
}
