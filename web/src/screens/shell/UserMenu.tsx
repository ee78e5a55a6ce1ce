import { UnstyledButton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { User } from '../../../../src/api/session.ts'
import classes from './Shell.module.css'

const load = () => import('./AccountMenu.tsx')
const AccountMenu = lazy(async () => ({ default: (await load()).AccountMenu }))

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}

export function UserMenu({ user }: { user: User }) {
  const [isWanted, setWanted] = useState(false)
  const avatar = (
    <UnstyledButton
      className={classes.avatar}
      aria-haspopup="menu"
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setWanted(true)}
    >
      <span aria-hidden>{initials(user.name)}</span>
      <span className="sr-only">Account of {user.name}</span>
    </UnstyledButton>
  )
  return isWanted ? (
    <Suspense fallback={avatar}>
      <AccountMenu user={user}>{avatar}</AccountMenu>
    </Suspense>
  ) : (
    avatar
  )
}
