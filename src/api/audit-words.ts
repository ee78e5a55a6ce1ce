// Entries of the audit log as sentences, the same on every door. Pure.
import { detailWords } from './audit-details.ts'
import type { AuditEvent } from './status.ts'

/** What was done, after the name of who did it; `*` is where the thing it was done to is named. */
const sentences: Record<string, string> = {
  'setup.completed': 'created the owner account',
  'login.succeeded': 'logged in',
  'login.failed': 'could not be logged in: wrong e-mail address or password',
  'session.ended': 'logged out',
  'session.removed': 'signed a browser out',
  'password.changed': 'changed the password',
  'password.change_refused': 'tried to change the password with a wrong one',
  'password.confirmed': 'entered the password again',
  'password.refused': 'entered a wrong password when asked again',
  'password.reset': 'reset the password from the machine of the server',
  'profile.changed': 'changed the profile',
  'profile.email_changed': 'changed the e-mail address',
  'token.created': 'created the API token *',
  'token.revoked': 'revoked an API token',
  'key.rotated': 'replaced the encryption key',
  'key.copy_kept': 'said that a copy of the encryption key is kept',
  'diagnostics.read': 'made a report for finding a fault',
  'connection.created': 'connected *',
  'connection.practised': 'connected the practice site',
  'connection.key_replaced': 'replaced the credentials of *',
  'connection.renamed': 'renamed *',
  'connection.images_trashed': 'moved unused pictures of * to the trash',
  'connection.images_restored': 'brought pictures back from the trash',
  'connection.removed': 'disconnected *',
  'notice.settings_changed': 'changed which notices come into the inbox',
  'mail.changed': 'changed how notices go by e-mail',
  'mail.removed': 'removed the mail server',
  'webhook.created': 'added *',
  'webhook.changed': 'changed *',
  'webhook.removed': 'removed *',
  'webhook.secret_replaced': 'replaced the secret of *',
  'import.uploaded': 'uploaded a file',
  'import.applied': 'imported *',
  'import.discarded': 'discarded an upload',
  'source.connected': 'connected *',
  'source.changed': 'changed *',
  'source.removed': 'disconnected *',
  'source.refreshed': 'refreshed *',
  'source.hook_made': 'made a secret for the webhook of *',
  'source.hook_removed': 'removed the webhook of *',
  'refresh_rule.set': 'chose what * does when its data are refreshed',
  'refresh_rule.renewed': 'renewed what refreshes of * may publish',
  'dataset.renamed': 'renamed *',
  'dataset.deleted': 'deleted a dataset',
  'dataset.steps_changed': 'changed the steps of *',
  'dataset.column_read': 'changed how a column of * is read',
  'dataset.cell_corrected': 'corrected a cell of *',
  'dataset.correction_undone': 'took back a correction in *',
  'dataset.answers_entered': 'took the answers of models into *',
  'model.created': 'added a model',
  'model.changed': 'changed a model',
  'model.removed': 'removed a model',
  'column.created': 'added an AI column to *',
  'column.changed': 'changed an AI column',
  'column.removed': 'removed an AI column',
  'column.run': 'let a model fill an AI column',
  'column.cancelled': 'cancelled a run of an AI column',
  'dataset.copied': 'made another dataset of *',
  'sample.made': 'had the sample project made',
  'sample.removed': 'removed the sample project',
  'template.created': 'created *',
  'template.changed': 'saved *',
  'template.restored': 'restored an earlier version of *',
  'template.deleted': 'deleted a template',
  'project.created': 'created *',
  'project.changed': 'changed the settings of *',
  'project.field_left': 'left a field of a page of * to Wix, or took it back',
  'project.pages_downloaded': 'downloaded the pages of *',
  'project.deleted': 'deleted a project',
  'plan.removals_changed': 'decided on the removals of *',
  'plan.conflicts_decided': 'decided conflicts of *',
  'plan.names_chosen': 'chose what becomes of names changed in Wix, in *',
  'plan.keys_chosen': 'said which rows have had another key before, in *',
  'plan.published': 'published *',
  'plan.discarded': 'put * aside',
  'schedule.set': 'set the schedule of *',
  'schedule.paused': 'paused the schedule of *',
  'schedule.resumed': 'resumed the schedule of *',
  'schedule.slot_skipped': 'skipped a slot of *',
  'schedule.slot_released': 'released a slot of * early',
  'schedule.cancelled': 'cancelled the schedule of *',
  'schedule.renewed': 'renewed the schedule of *',
  'connection.pace_set': 'set the pace of *',
  'connection.ceiling_set': 'limited the pages a day of *',
  'run.paused': 'paused *',
  'run.resumed': 'resumed *',
  'run.cancelled': 'cancelled *',
  'run.retried': 'tried the failed pages of * again',
  'run.receipt_downloaded': 'downloaded the receipt of *',
}

export type AuditSubject =
  | 'connection'
  | 'dataset'
  | 'import'
  | 'template'
  | 'project'
  | 'plan'
  | 'run'
  | 'webhook'
  | 'source'

const nouns: Record<string, { kind: AuditSubject; noun: string }> = {
  con: { kind: 'connection', noun: 'site' },
  dat: { kind: 'dataset', noun: 'dataset' },
  imp: { kind: 'import', noun: 'file' },
  tpl: { kind: 'template', noun: 'template' },
  prj: { kind: 'project', noun: 'project' },
  plan: { kind: 'plan', noun: 'plan' },
  run: { kind: 'run', noun: 'run' },
  whk: { kind: 'webhook', noun: 'webhook' },
  src: { kind: 'source', noun: 'source' },
}

export interface AuditSentence {
  /** Before and after the thing; `after` is empty where nothing follows. */
  before: string
  subject: { kind: AuditSubject; id: string; text: string } | null
  after: string
}

/**
 * An action without words of its own is told by its name.
 * @param nameOf what a thing is called now; the log knows only what it was called then, and not always
 */
export function auditSentence(
  { action, subject, detail }: AuditEvent,
  nameOf: (id: string) => string | undefined = () => undefined,
): AuditSentence {
  const known = Object.hasOwn(sentences, action) ? sentences[action]! : `${action.replace(/[._]/g, ' ')} *`
  const [before = '', after = ''] = known.split('*')
  if (!known.includes('*')) return { before, subject: null, after: detailWords(detail) }
  const thing = nouns[subject.split('_')[0] ?? '']
  const name = nameOf(subject) ?? (typeof detail['name'] === 'string' ? detail['name'] : undefined)
  if (!thing)
    return { before: `${before}${name ?? subject}`.trimEnd(), subject: null, after: detailWords(detail) }
  return {
    before: name === undefined ? before : `${before}the ${thing.noun} `,
    subject: { kind: thing.kind, id: subject, text: name ?? `a ${thing.noun}` },
    after: `${after}${detailWords(detail)}`,
  }
}

/** The whole as one text. */
export function auditText(event: AuditEvent): string {
  const { before, subject, after } = auditSentence(event)
  return `${before}${subject?.text ?? ''}${after}`
}

/** Names of all actions that have words. */
export const auditActions: readonly string[] = Object.keys(sentences)
