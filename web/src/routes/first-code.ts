// Which modules an address shows first. The build looks up their files, and the server names those in the page it
// answers with, so that a first visit asks for all its code at once and not for one part after the other has run.
// What opens later (dialogs, menus, editors) is not here.

export interface FirstCode {
  /** As the router has it; the first path in the list that fits an address counts. */
  path: string
  /** Only with one of these in the address; '' is an address without a tab. Without: with any. */
  tabs?: string[]
  /** Only where a row is opened beside the list. */
  withRow?: true
  /** What somebody sees who is not signed in: no session is asked for. */
  isOpen?: true
  /** Below `screens/`. */
  modules: string[]
}

const project = '/projects/$id'
const dataset = '/data/$id'
const run = '/runs/$id'
const settings = '/settings'

/** A tab that is a module of its own. */
const tab = (path: string, tabs: string[], modules: string[]): FirstCode => ({ path, tabs, modules })
/** The panel of an opened row. */
const panel = (path: string, tabs: string[], module: string): FirstCode => ({
  path,
  tabs,
  withRow: true,
  modules: [module],
})

export const firstCode: FirstCode[] = [
  // It leads to the projects.
  { path: '/', modules: ['projects/ProjectsScreen.tsx'] },
  { path: '/projects', modules: ['projects/ProjectsScreen.tsx'] },
  { path: '/projects/new', modules: ['projects/NewProjectScreen.tsx'] },
  { path: project, modules: ['projects/ProjectScreen.tsx'] },
  tab(project, ['', 'overview'], ['projects/overview/OverviewTab.tsx']),
  tab(project, ['pages'], ['pages/PagesTab.tsx']),
  panel(project, ['pages'], 'pages/PagePanel.tsx'),
  tab(project, ['plan'], ['plans/PlanTab.tsx']),
  panel(project, ['plan'], 'plans/PlanItemPanel.tsx'),
  tab(project, ['schedule'], ['schedules/ScheduleTab.tsx']),
  tab(project, ['runs'], ['runs/RunsTab.tsx']),
  tab(project, ['settings'], ['projects/ProjectSettings.tsx']),
  { path: '/data', modules: ['data/DatasetsScreen.tsx'] },
  { path: '/data/sources', modules: ['data/SourcesScreen.tsx'] },
  { path: '/data/import', modules: ['data/UploadScreen.tsx'] },
  { path: '/data/connect', modules: ['data/ConnectScreen.tsx'] },
  { path: '/data/imports/$id', modules: ['data/ImportScreen.tsx'] },
  { path: dataset, modules: ['data/DatasetScreen.tsx'] },
  panel(dataset, ['', 'rows'], 'data/RowPanel.tsx'),
  tab(dataset, ['steps'], ['data/steps/StepsTab.tsx']),
  tab(dataset, ['ai'], ['data/ai/AiTab.tsx']),
  tab(dataset, ['source'], ['data/SourceTab.tsx']),
  { path: '/templates', modules: ['templates/TemplatesScreen.tsx'] },
  { path: '/templates/$id', modules: ['templates/TemplateScreen.tsx'] },
  { path: '/connections', modules: ['connections/ConnectionsScreen.tsx'] },
  { path: '/runs', modules: ['runs/RunsScreen.tsx'] },
  { path: '/runs/schedules', modules: ['schedules/SchedulesScreen.tsx'] },
  { path: run, modules: ['runs/RunScreen.tsx'] },
  tab(run, ['time'], ['runs/OverTime.tsx']),
  { path: '/notices', modules: ['notices/NoticesScreen.tsx'] },
  { path: '/help', modules: ['help/HelpScreen.tsx'] },
  { path: '/help/$guide', modules: ['help/GuideScreen.tsx'] },
  { path: settings, modules: ['settings/SettingsScreen.tsx'] },
  tab(settings, ['', 'account'], ['settings/AccountTab.tsx']),
  tab(settings, ['tokens'], ['settings/TokensTab.tsx']),
  tab(settings, ['limits'], ['settings/LimitsTab.tsx']),
  tab(settings, ['notices'], ['settings/NoticesTab.tsx']),
  tab(settings, ['security'], ['settings/SecurityTab.tsx']),
  tab(settings, ['storage'], ['settings/StorageTab.tsx']),
  tab(settings, ['status'], ['settings/StatusTab.tsx']),
  tab(settings, ['audit'], ['settings/AuditTab.tsx']),
  { path: '/start', modules: ['start/StartScreen.tsx'] },
  { path: '/setup', isOpen: true, modules: ['setup/SetupScreen.tsx'] },
  { path: '/login', isOpen: true, modules: ['setup/LoginScreen.tsx'] },
  { path: '/welcome', modules: ['setup/WelcomeScreen.tsx'] },
]
