// Screens outside of projects and the states they can be in, and those of projects that are forms.
import type { Page } from 'playwright-core'
import type { AllIds } from './furnish-rest.ts'
import { at, hasPage, hasPanel, type Screen, sees } from './screens.ts'

const project =
  (rest = '') =>
  ({ project: id }: AllIds) =>
    `/projects/${id}${rest}`
const dataset =
  (rest = '') =>
  ({ dataset: id }: AllIds) =>
    `/data/${id}${rest}`
const imported =
  (rest = '') =>
  ({ import: id }: AllIds) =>
    `/data/imports/${id}${rest}`
const run =
  (rest = '') =>
  ({ run: id }: AllIds) =>
    `/runs/${id}${rest}`
const template =
  (rest = '') =>
  ({ template: id, project: projectId }: AllIds) =>
    `/templates/${id}?project=${projectId}${rest}`

const hasRow = (page: Page) => page.locator('#main tbody tr').first().waitFor()

/** What an owner sees who has used it for a while. */
export const otherScreens: Screen<AllIds>[] = [
  { name: 'templates', path: at('/templates'), prepare: sees('3 in all') },
  {
    name: 'template-visual',
    path: template('&field=body&row=P-1'),
    prepare: async (page) => {
      await page.getByText('Visual', { exact: true }).click()
      await page.locator('.ProseMirror').waitFor()
      await hasPage(page)
    },
  },
  {
    name: 'template-source',
    path: template('&field=body&row=P-2'),
    prepare: async (page) => {
      await page.getByText('HTML and Liquid', { exact: true }).click()
      await page.locator('.cm-content').waitFor()
      await hasPage(page)
    },
  },
  {
    name: 'template-search-and-sharing',
    path: template('&row=P-2'),
    prepare: async (page) => {
      await page.getByRole('button', { name: /^SEO title/ }).click()
      await page.getByText('Shared as a link').waitFor()
    },
  },
  { name: 'data', path: at('/data'), prepare: sees('Hotels') },
  { name: 'sources', path: at('/data/sources'), prepare: hasRow },
  { name: 'data-import', path: at('/data/import'), prepare: sees('Or paste a table here') },
  { name: 'data-connect', path: at('/data/connect'), prepare: sees('Where the table lives') },
  { name: 'import', path: imported(), prepare: sees('Compare with current rows') },
  { name: 'import-preview', path: imported('?tab=preview'), prepare: sees('place-1') },
  { name: 'import-steps', path: imported('?tab=steps'), prepare: sees('place-1') },
  { name: 'rows', path: dataset(), prepare: sees('P-1') },
  { name: 'row', path: dataset('?row=P-1'), isLoaded: true, prepare: hasPanel },
  { name: 'columns', path: dataset('?tab=columns'), prepare: sees('description') },
  { name: 'steps', path: dataset('?tab=steps'), isLoaded: true, prepare: sees('Add step') },
  { name: 'set-aside', path: dataset('?tab=set-aside'), prepare: sees('It has 8 cells') },
  { name: 'ai-off', path: dataset('?tab=ai'), prepare: sees('Let a model write a column') },
  { name: 'ai', path: ({ written }) => `/data/${written}?tab=ai`, isLoaded: true, prepare: sees('Summary') },
  {
    name: 'source',
    path: ({ linked }) => `/data/${linked}?tab=source`,
    isLoaded: true,
    prepare: sees('Refresh now'),
  },
  { name: 'runs', path: at('/runs'), prepare: sees('1 in all') },
  { name: 'schedules', path: at('/runs/schedules'), prepare: hasRow },
  { name: 'run', path: run(), prepare: sees('16 match') },
  { name: 'run-page', path: run('?row=P-1'), prepare: hasPanel },
  { name: 'run-over-time', path: run('?tab=time'), isLoaded: true, prepare: sees('Nothing to draw') },
  { name: 'run-diary', path: run('?tab=diary'), prepare: sees('Verified 16 pages') },
  ...Object.entries({
    account: 'Signed-in browsers',
    tokens: 'New token',
    limits: 'Practice site',
    notices: 'Which notices come into the inbox',
    security: 'Encryption key',
    storage: 'What is stored',
    status: 'Diagnostics',
  }).map(([tab, text]) => ({
    name: `settings-${tab}`,
    path: at(`/settings?tab=${tab}`),
    isLoaded: true as const,
    prepare: sees(text),
  })),
  {
    name: 'settings-audit',
    path: at('/settings?tab=audit'),
    isLoaded: true,
    prepare: hasRow,
  },
  { name: 'connections', path: at('/connections'), prepare: sees('Check now') },
  { name: 'help', path: at('/help'), prepare: sees('Getting started') },
  { name: 'help-found', path: at('/help?search=redirect'), prepare: sees('Redirects') },
  { name: 'guide', path: at('/help/errors'), isLoaded: true, prepare: sees('Every error has a stable code') },
  { name: 'notices', path: at('/notices'), prepare: sees('Mark all as read') },
  { name: 'projects-no-match', path: at('/projects?search=nothing'), prepare: sees('No project matches') },
  { name: 'project-new', path: at('/projects/new'), prepare: sees('What is it called?') },
  { name: 'page-fields', path: project('?tab=pages&row=P-2&view=fields'), prepare: hasPanel },
  {
    name: 'schedule-edit',
    path: ({ scheduled }) => `/projects/${scheduled}?tab=schedule&edit=true`,
    prepare: sees('Save the schedule'),
  },
  { name: 'project-runs', path: project('?tab=runs'), prepare: hasRow },
  {
    name: 'project-runs-empty',
    path: ({ fresh }) => `/projects/${fresh}?tab=runs`,
    prepare: sees('No run yet'),
  },
  { name: 'project-settings', path: project('?tab=settings'), prepare: sees('Delete') },
  {
    name: 'not-found',
    path: at('/nowhere'),
    // It stands alone, without the frame of the others.
    prepare: (page) => page.getByText('Page not found').waitFor(),
  },
  {
    name: 'project-not-found',
    path: at('/projects/prj_nowhere'),
    prepare: sees('This project does not exist'),
  },
]

/** What a new owner sees who has nothing yet. */
export const emptyScreens: Screen<void>[] = [
  { name: 'no projects', path: at('/projects'), prepare: sees('From a table to live pages') },
  { name: 'a first project', path: at('/projects/new') },
  { name: 'no data', path: at('/data'), prepare: sees('Import a table') },
  { name: 'no sources', path: at('/data/sources'), prepare: sees('No source yet') },
  { name: 'no templates', path: at('/templates'), prepare: sees('Write what every page says') },
  { name: 'no connections', path: at('/connections'), prepare: sees('Connect your Wix site') },
  { name: 'no schedules', path: at('/runs/schedules'), prepare: sees('No schedule yet') },
  { name: 'no runs', path: at('/runs'), prepare: sees('No run yet') },
  { name: 'no notices', path: at('/notices') },
]

export interface Dialog extends Screen<AllIds> {
  /** The button that opens it. Where an entry of a menu does, `entry` names it, and the focus comes back to the button. */
  opener: string | RegExp
  entry?: string | RegExp
  /** The name of the dialog. */
  title: string | RegExp
}

export const dialogs: Dialog[] = [
  {
    name: 'connect',
    path: at('/connections'),
    opener: 'Connect Wix',
    title: /^Connect/,
  },
  {
    name: 'disconnect',
    path: at('/connections'),
    opener: /^More for /,
    entry: 'Disconnect',
    title: /^Disconnect/,
  },
  { name: 'delete-data', path: dataset(), opener: 'More', entry: 'Delete', title: /^Delete/ },
  { name: 'new-token', path: at('/settings?tab=tokens'), opener: 'New token', title: /token/ },
  { name: 'add-webhook', path: at('/settings?tab=notices'), opener: 'Add webhook', title: /webhook/ },
  { name: 'mail', path: at('/settings?tab=notices'), opener: 'Set up e-mail', title: /mail/i },
  { name: 'new-template', path: at('/templates'), opener: 'New template', title: /template/i },
  {
    name: 'add-ai-column',
    path: ({ written }) => `/data/${written}?tab=ai`,
    opener: 'Add a column',
    title: /column/i,
  },
  {
    name: 'add-model',
    path: ({ written }) => `/data/${written}?tab=ai`,
    opener: 'Add a model',
    title: 'Add a model',
  },
  {
    name: 'undo-run',
    path: run(),
    opener: /^Undo/,
    title: /Undo/i,
  },
  {
    name: 'cancel-schedule',
    path: ({ scheduled }) => `/projects/${scheduled}?tab=schedule`,
    opener: 'More for this schedule',
    entry: 'Cancel the schedule',
    title: /^Cancel/,
  },
  { name: 'delete-project', path: project('?tab=settings'), opener: /^Delete/, title: /^Delete/ },
  {
    name: 'blocks',
    path: template('&field=body&row=P-1'),
    opener: 'Insert a block',
    title: /block/i,
  },
  {
    name: 'versions',
    path: template('&field=body&row=P-1'),
    opener: /^Version \d+, all versions/,
    title: /version/i,
  },
]
