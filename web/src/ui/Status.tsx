// A state as sign and word; colour only repeats what the word says.
import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconCircleX,
  IconClock,
  IconInfoCircle,
  IconLink,
  IconLoader2,
  IconLock,
  IconPlayerPause,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Status.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'accent' | 'quiet'
export type Sign =
  | 'check'
  | 'warning'
  | 'cross'
  | 'dashed'
  | 'draft'
  | 'clock'
  | 'info'
  | 'link'
  | 'busy'
  | 'lock'
  | 'pause'

const signs: Record<Sign, Icon> = {
  check: IconCircleCheck,
  warning: IconAlertTriangle,
  cross: IconCircleX,
  dashed: IconCircleDashed,
  draft: IconCircleDot,
  clock: IconClock,
  info: IconInfoCircle,
  link: IconLink,
  busy: IconLoader2,
  lock: IconLock,
  pause: IconPlayerPause,
}

interface Props {
  tone: Tone
  sign: Sign
  /** Lets long words take several lines instead of cutting them. */
  wrap?: boolean
  children: ReactNode
}

export function Status({ tone, sign, wrap, children }: Props) {
  const Shape = signs[sign]
  return (
    <span className={classes.status} data-tone={tone} data-wrap={wrap || undefined}>
      <Shape size={15} stroke={1.9} aria-hidden className={sign === 'busy' ? classes.spin : undefined} />
      <span className={classes.word}>{children}</span>
    </span>
  )
}

/** A small label: what kind of thing this is. */
export function Tag({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  )
}
