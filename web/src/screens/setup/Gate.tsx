import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Logo } from '../shell/Logo.tsx'
import { ThemeToggle } from '../shell/ThemeToggle.tsx'
import classes from './Gate.module.css'

/** The frame of the two screens outside the shell. */
export function Gate({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  useDocumentTitle(`${title} · SEOmatic`)
  return (
    <main className={classes.gate}>
      <div className={classes.theme}>
        <ThemeToggle />
      </div>
      <div className={classes.card}>
        <Logo size={34} />
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {children}
      </div>
    </main>
  )
}
