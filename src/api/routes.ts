// Every endpoint of the API, one group per noun. The server registers exactly these.
import { accountEndpoints, sessionEndpoints, setupEndpoints, tokenEndpoints } from './account-endpoints.ts'
import { aiColumnEndpoints, aiModelEndpoints, aiRunEndpoints } from './ai-endpoints.ts'
import { changedKeyEndpoints } from './changed-key-endpoints.ts'
import { connectionEndpoints } from './connection-endpoints.ts'
import { coverageEndpoints } from './coverage-endpoints.ts'
import { datasetEndpoints, importEndpoints } from './data-endpoints.ts'
import { guideEndpoints } from './guide-endpoints.ts'
import { keyEndpoints } from './key-endpoints.ts'
import { mailEndpoints } from './mail-endpoints.ts'
import { noticeEndpoints } from './notice-endpoints.ts'
import { overviewEndpoints } from './overview-endpoints.ts'
import { pageEndpoints } from './page-endpoints.ts'
import { planEndpoints } from './plan-endpoints.ts'
import { destinationEndpoints, projectEndpoints } from './project-endpoints.ts'
import { redirectEndpoints } from './redirect-endpoints.ts'
import { refreshRuleEndpoints } from './refresh-rule-endpoints.ts'
import { runEndpoints } from './run-endpoints.ts'
import { firstStepsEndpoints, sampleEndpoints } from './sample-endpoints.ts'
import { scheduleEndpoints } from './schedule-endpoints.ts'
import { sourceEndpoints } from './source-endpoints.ts'
import { statusEndpoints } from './status-endpoints.ts'
import { stepEndpoints } from './step-endpoints.ts'
import { templateEndpoints } from './template-endpoints.ts'
import { upkeepEndpoints } from './upkeep-endpoints.ts'
import { preferenceEndpoints, viewEndpoints } from './view-endpoints.ts'
import { wayBackEndpoints } from './way-back-endpoints.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'

export const routes = {
  setup: setupEndpoints,
  sample: sampleEndpoints,
  firstSteps: firstStepsEndpoints,
  session: sessionEndpoints,
  account: accountEndpoints,
  preferences: preferenceEndpoints,
  views: viewEndpoints,
  tokens: tokenEndpoints,
  status: statusEndpoints,
  guides: guideEndpoints,
  ...upkeepEndpoints,
  changedKeys: changedKeyEndpoints,
  notices: noticeEndpoints,
  webhooks: webhookEndpoints,
  schedules: scheduleEndpoints,
  wayBack: wayBackEndpoints,
  templates: templateEndpoints,
  coverage: coverageEndpoints,
  redirects: redirectEndpoints,
  mail: mailEndpoints,
  connections: connectionEndpoints,
  keys: keyEndpoints,
  destinations: destinationEndpoints,
  imports: importEndpoints,
  datasets: datasetEndpoints,
  steps: stepEndpoints,
  sources: sourceEndpoints,
  refreshRules: refreshRuleEndpoints,
  aiModels: aiModelEndpoints,
  aiColumns: aiColumnEndpoints,
  aiRuns: aiRunEndpoints,
  overview: overviewEndpoints,
  projects: projectEndpoints,
  pages: pageEndpoints,
  plans: planEndpoints,
  runs: runEndpoints,
} as const
