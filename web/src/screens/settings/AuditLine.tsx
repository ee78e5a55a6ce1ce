import { Link } from '@tanstack/react-router'
import { type AuditSentence, type AuditSubject, auditSentence } from '../../../../src/api/audit-words.ts'
import type { AuditEvent } from '../../../../src/api/status.ts'
import classes from './Settings.module.css'

interface Props {
  event: AuditEvent
  /** What things are called now, by id. */
  names: ReadonlyMap<string, string>
}

/** One entry as a sentence, with a link to what it was done to where that is still there. */
export function AuditLine({ event, names }: Props) {
  const { before, subject, after } = auditSentence(event, (id) => names.get(id))
  return (
    <span className={classes.sentence}>
      <b>{event.actor}</b> {before}
      {subject && <Subject subject={subject} names={names} />}
      {after}
    </span>
  )
}

function Subject({
  subject: { kind, id, text },
  names,
}: {
  subject: NonNullable<AuditSentence['subject']>
  names: ReadonlyMap<string, string>
}) {
  const to = places[kind]
  const isThere = kind === 'run' || names.has(id)
  if (to === undefined || !isThere) return text
  return (
    // It leads there alone, and opens no entry on the way.
    <Link to={to} params={{ id }} onClick={(event) => event.stopPropagation()}>
      {text}
    </Link>
  )
}

const places: Partial<
  Record<AuditSubject, '/connections' | '/data/$id' | '/templates/$id' | '/projects/$id' | '/runs/$id'>
> = {
  connection: '/connections',
  dataset: '/data/$id',
  template: '/templates/$id',
  project: '/projects/$id',
  run: '/runs/$id',
}
