// Which table belongs to what, in the words of people. Every table is in one group; a test holds that.
import { retention } from '../api/retention.ts'

export interface StorageGroup {
  id: string
  title: string
  kept: string
  tables: readonly string[]
}

const listed = ({ newest, days }: { newest: number; days: number }) =>
  `${days} days, and always for the newest ${newest} of each project.`

export const storageGroups: readonly StorageGroup[] = [
  {
    id: 'data',
    title: 'Data',
    kept: 'Until you delete the dataset. Versions of a table share the rows that are equal.',
    tables: [
      'datasets',
      'row_sets',
      'row_set_pieces',
      'rows',
      'cell_notes',
      'cell_corrections',
      'set_aside_rows',
      'imports',
      'import_changes',
      'sources',
      'refresh_rules',
      'refresh_rows',
    ],
  },
  {
    id: 'ai',
    title: 'AI columns',
    kept: `Answers of models, until no row has asked for them in ${retention.answers.days} days, so that no question is asked twice.`,
    tables: ['ai_endpoints', 'ai_columns', 'ai_answers', 'ai_runs', 'ai_calls', 'ai_looks'],
  },
  {
    id: 'pages',
    title: 'Pages',
    kept: 'The last version sent of each page always; versions that nothing needs go within a day.',
    tables: [
      'pages',
      'payloads',
      'page_index',
      'page_states',
      'page_state_counts',
      'page_fills',
      'page_checks',
      'page_problems',
      'ledger_counts',
      'live_history',
      'key_changes',
      'ricos_conversions',
      'image_checks',
      'image_removals',
    ],
  },
  {
    id: 'plans',
    title: 'Plans',
    kept: `Their pages ${listed(retention.plans)} Their totals stay.`,
    tables: ['plans', 'plan_items', 'plan_rows', 'plan_redirects'],
  },
  {
    id: 'runs',
    title: 'Runs',
    kept: `Their pages, with what stood in Wix before, ${listed(retention.runs)} Receipts stay.`,
    tables: ['runs', 'run_items', 'run_events', 'run_counts', 'run_progress', 'workers', 'redirects'],
  },
  {
    id: 'projects',
    title: 'Projects, templates and schedules',
    kept: 'Until you delete them.',
    tables: [
      'projects',
      'templates',
      'template_versions',
      'template_drafts',
      'template_coverage',
      'samples',
      'first_steps',
      'schedules',
      'schedule_pages',
      'slots',
      'site_ceilings',
    ],
  },
  {
    id: 'connections',
    title: 'Connections',
    kept: 'Until you disconnect the site. Credentials are sealed.',
    tables: [
      'connections',
      'connection_pacing',
      'connection_leases',
      'remote_assets',
      'encryption_keys',
      'data_folders',
    ],
  },
  {
    id: 'notices',
    title: 'Notices',
    kept: `${retention.notices.days} days; what was sent by mail and to webhooks ${retention.deliveries.days} days.`,
    tables: ['notices', 'notice_settings', 'notice_deliveries', 'webhooks', 'mail_settings'],
  },
  {
    id: 'account',
    title: 'Account and audit log',
    kept: 'For good; expired sign-ins go within a day.',
    tables: [
      'workspaces',
      'users',
      'setup',
      'sessions',
      'api_tokens',
      'known_browsers',
      'login_attempts',
      'audit_events',
      'saved_views',
    ],
  },
]
