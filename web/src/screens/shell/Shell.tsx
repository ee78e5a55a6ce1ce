// The frame around every signed-in screen: sidebar, header, skip link, drawer on narrow screens.
import { Burger } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconPlugConnectedX, IconShieldExclamation } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useSession } from '../../queries/session.ts'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'
import { UserMenu } from './UserMenu.tsx'

/** Narrow screens alone have it. */
const SidebarDrawer = lazy(async () => ({ default: (await import('./SidebarDrawer.tsx')).SidebarDrawer }))

export function Shell() {
  const session = useSession()
  const [drawer, { toggle, close }] = useDisclosure(false)
  const isNarrow = useMediaQuery('(max-width: 860px)', false, { getInitialValueInEffect: false })

  // The name of a problem says more than that no connection is active.
  const warning = session.connectionProblem ?? (session.missingConnection ? 'Missing connection' : null)

  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      {isNarrow ? (
        <Suspense fallback={null}>
          <SidebarDrawer opened={drawer} onClose={close} />
        </Suspense>
      ) : (
        <aside className={classes.side}>
          <Sidebar />
        </aside>
      )}
      <div className={classes.column}>
        <header className={classes.header}>
          {isNarrow && <Burger opened={drawer} onClick={toggle} size="sm" aria-label="Open the menu" />}
          <span className={classes.workspace}>{session.workspace.name}</span>
          <div className={classes.headerEnd}>
            {session.insecureTransport && (
              <Link to="/settings" search={{ tab: 'status' }} className={classes.warning}>
                <IconShieldExclamation size={15} stroke={1.9} aria-hidden />
                <span>Not encrypted</span>
              </Link>
            )}
            {warning !== null && (
              <Link to="/connections" className={classes.warning}>
                <IconPlugConnectedX size={15} stroke={1.9} aria-hidden />
                <span>{warning}</span>
              </Link>
            )}
            <ThemeToggle />
            <UserMenu user={session.user} />
          </div>
        </header>
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  )
}
