// Says what will be here and why it is worth having, with one thing to do.
import { Text } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './states.module.css'

interface Props {
  icon: Icon
  title: string
  children: ReactNode
  action?: ReactNode
}

export function EmptyState({ icon: Sign, title, children, action }: Props) {
  return (
    <div className={classes.center}>
      <span className={classes.icon}>
        <Sign size={20} stroke={1.6} aria-hidden />
      </span>
      <h2 className={classes.title}>{title}</h2>
      <Text size="sm" c="dimmed" maw={440} component="div">
        {children}
      </Text>
      {action && <div style={{ marginTop: 18 }}>{action}</div>}
    </div>
  )
}
