// What waits for a person, each with one way on.
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import type { Need } from '../../../../../src/api/overview.ts'
import { usePathLink } from '../../../ui/usePathLink.ts'
import classes from './Overview.module.css'

const signs = { problem: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const
const words = { problem: 'Problem', warning: 'Warning', info: 'Next' } as const

interface Props {
  needs: readonly Need[]
  /** Says of which project each is. */
  isNamed?: boolean
}

export function NeedList({ needs, isNamed = false }: Props) {
  if (needs.length === 0) return null
  return (
    <section className={classes.needs} aria-labelledby="needs">
      <h2 id="needs">Waits for you</h2>
      <ul>
        {needs.map((need) => (
          <Line key={`${need.projectId} ${need.kind} ${need.path}`} need={need} isNamed={isNamed} />
        ))}
      </ul>
    </section>
  )
}

function Line({ need, isNamed }: { need: Need; isNamed: boolean }) {
  const { kind, severity, text, message, action, path, projectName } = need
  const link = usePathLink(path)
  const Sign = signs[severity]
  return (
    <li data-severity={severity}>
      <Sign size={17} stroke={1.8} aria-hidden />
      <div>
        <p>
          <span className="sr-only">{words[severity]}: </span>
          {isNamed && kind !== 'connection' && <b>{projectName}: </b>}
          {text}
        </p>
        {message !== null && <p className={classes.why}>{message}</p>}
      </div>
      <Button
        component="a"
        {...link}
        size="xs"
        variant="default"
        rightSection={<IconArrowRight size={14} aria-hidden />}
      >
        {action}
      </Button>
    </li>
  )
}
