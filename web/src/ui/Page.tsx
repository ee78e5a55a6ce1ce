// The frame of every screen: title, one line of explanation, actions, then the content.
import { useDocumentTitle } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Page.module.css'

/** The lead of a screen whose thing is on its way: a line that is kept free, so that nothing moves when it comes. */
export const stillUnknown = '\u00a0'

interface Props {
  title: string
  /** For the browser's tab, when it should say more than the title. */
  tabTitle?: string
  /** Shown instead of the title, which stays for screen readers. */
  titleField?: ReactNode
  lead?: ReactNode
  parent?: { to: string; label: string }
  actions?: ReactNode
  tabs?: ReactNode
  /** `narrow` for forms and text, `wide` for tables, `full` fills the height without a margin. */
  width?: 'narrow' | 'wide' | 'full'
  children: ReactNode
}

export function Page({
  title,
  titleField,
  tabTitle,
  lead,
  parent,
  actions,
  tabs,
  width = 'wide',
  children,
}: Props) {
  useDocumentTitle(`${tabTitle ?? title} · SEOmatic`)
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.head} data-tabs={tabs ? true : undefined}>
        <div className={classes.titles}>
          {parent && (
            <nav className={classes.crumb} aria-label="Breadcrumb">
              <Link to={parent.to} className={classes.crumbLink}>
                {parent.label}
              </Link>
              <IconChevronRight size={13} aria-hidden />
            </nav>
          )}
          <h1 className={titleField ? 'sr-only' : classes.title}>{title}</h1>
          {titleField}
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {tabs}
      <div className={classes.body}>{children}</div>
    </div>
  )
}
