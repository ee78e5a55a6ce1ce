// Says what will be here and why it is worth having, with one thing to do.
import { Text } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './states.module.css'

interface Props {
  icon: Icon
  title: string
  children: ReactNode
  /** The way on; where there are several, one of them is filled and the others are quieter. */
  action: ReactNode
  /** Within a part of a screen: no larger than what it says. */
  isPart?: boolean
}

export function EmptyState({ icon: Sign, title, children, action, isPart }: Props) {
  return (
    <div className={classes.center} data-part={isPart || undefined} data-empty>
      <span className={classes.icon}>
        <Sign size={20} stroke={1.6} aria-hidden />
      </span>
      <h2 className={classes.title}>{title}</h2>
      <Text size="sm" c="dimmed" maw={440} component="div">
        {children}
      </Text>
      <div className={classes.action}>{action}</div>
    </div>
  )
}
