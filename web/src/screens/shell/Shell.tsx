// The frame around every signed-in screen: sidebar, header, skip link, drawer on narrow screens.
import { Burger } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconPlugConnectedX, IconShieldExclamation } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useSession } from '../../queries/session.ts'
import { Told } from '../../ui/Told.tsx'
import { Bell } from './Bell.tsx'
import { Find } from './Find.tsx'
import { PasswordAgain } from './PasswordAgain.tsx'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'
import { UserMenu } from './UserMenu.tsx'

/** Narrow screens alone have it. */
const SidebarDrawer = lazy(async () => ({ default: (await import('./SidebarDrawer.tsx')).SidebarDrawer }))

const missingWords =
  'No Wix site is connected. A practice site behaves like Wix and puts nothing on the internet; connect your own site when you are ready.'

export function Shell() {
  const session = useSession()
  const [drawer, { toggle, close }] = useDisclosure(false)
  const isNarrow = useMediaQuery('(max-width: 860px)', false, { getInitialValueInEffect: false })

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
            {session.connectionProblem !== null ? (
              <Link to="/connections" className={classes.warning}>
                <IconPlugConnectedX size={15} stroke={1.9} aria-hidden />
                {/* The name of a problem says more than that no connection is active. */}
                <span>{session.connectionProblem}</span>
              </Link>
            ) : (
              session.missingConnection && (
                <Told words={missingWords}>
                  <Link to="/connections" search={{ why: 'missing' }} className={classes.warning} data-calm>
                    <IconPlugConnectedX size={15} stroke={1.9} aria-hidden />
                    <span>Missing connection</span>
                  </Link>
                </Told>
              )
            )}
            <Find />
            <Bell unread={session.unreadNotices} />
            <ThemeToggle />
            <UserMenu user={session.user} />
          </div>
        </header>
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <PasswordAgain />
    </div>
  )
}
