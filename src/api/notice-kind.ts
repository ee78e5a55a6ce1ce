// The kinds of notices by name; what each says is in notice-kinds.ts.

export const noticeKindNames = [
  'run_finished',
  'run_stopped',
  'run_needs_attention',
  'slot_done',
  'slot_stopped',
  'slot_missed',
  'dates_in_wix',
  'schedule_waits',
  'schedule_ended',
  'import_refused',
  'data_read_changed',
  'correction_overtaken',
  'data_refreshed',
  'refresh_stopped',
  'source_recovered',
  'refresh_planned',
  'refresh_waits',
  'ai_run_finished',
  'ai_run_stopped',
  'ai_rows_wait',
  'connection_trouble',
  'connection_recovered',
  'conflicts_found',
  'webhook_failing',
  'mail_failing',
  'test',
] as const
export type NoticeKind = (typeof noticeKindNames)[number]

export const readStates = ['unread', 'read'] as const
