// The kinds of notices under the nouns that they are about, to choose from. Without schemas, since screens load it.
import type { NoticeKind } from './notice-kind.ts'

export interface NoticeGroup {
  title: string
  text: string
  /** What waits for a person comes first. */
  kinds: readonly NoticeKind[]
}

export const noticeGroups: readonly NoticeGroup[] = [
  {
    title: 'Runs and plans',
    text: 'What was sent, what stopped, and what was also edited in Wix.',
    kinds: ['run_needs_attention', 'conflicts_found', 'run_finished', 'run_stopped'],
  },
  {
    title: 'Schedules',
    text: 'Slots that went out, or did not, and the dates in Wix.',
    kinds: ['schedule_waits', 'slot_stopped', 'slot_missed', 'dates_in_wix', 'slot_done', 'schedule_ended'],
  },
  {
    title: 'Data',
    text: 'Imports, sources that are read again, and cells that you corrected.',
    kinds: [
      'refresh_waits',
      'refresh_stopped',
      'import_refused',
      'correction_overtaken',
      'data_refreshed',
      'refresh_planned',
      'source_recovered',
      'data_read_changed',
    ],
  },
  {
    title: 'AI columns',
    text: 'Columns that a model fills.',
    kinds: ['ai_run_stopped', 'ai_rows_wait', 'ai_run_finished'],
  },
  {
    title: 'Connections',
    text: 'Keys and sites of Wix.',
    kinds: ['connection_trouble', 'connection_recovered'],
  },
  {
    title: 'E-mail and webhooks',
    text: 'When notices cannot leave any more.',
    kinds: ['mail_failing', 'webhook_failing'],
  },
]
