import type { Notice } from '../../../../src/api/notice.ts'
import classes from './Notices.module.css'
import { severityLooks } from './severity.ts'

/** A notice in one line: what happened, and in grey why. */
export function NoticeLine({ notice: { severity, text, message, readAt } }: { notice: Notice }) {
  const { icon: Sign, tone, word } = severityLooks[severity]
  return (
    <span className={classes.line} data-unread={readAt === null || undefined}>
      <span className={classes.dot} aria-hidden />
      <Sign size={15} stroke={1.9} className={classes.sign} data-tone={tone} aria-label={word} />
      <span className={classes.text}>{text}</span>
      {message !== null && <span className={classes.why}>{message}</span>}
      {readAt === null && <span className="sr-only">, unread</span>}
    </span>
  )
}
