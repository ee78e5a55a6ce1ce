// The tree of commands. A new noun is one file and one line.
import { Command } from 'commander'
import type { Cli, Surroundings } from './cli.ts'
import { addAccount } from './commands/account.ts'
import { addAccounts } from './commands/accounts.ts'
import { addAi } from './commands/ai.ts'
import { addAudit } from './commands/audit.ts'
import { addConnections } from './commands/connections.ts'
import { addConvert } from './commands/convert.ts'
import { addData } from './commands/data.ts'
import { addDestinations } from './commands/destinations.ts'
import { addDoctor } from './commands/doctor.ts'
import { addGuides } from './commands/guides.ts'
import { addKeys } from './commands/keys.ts'
import { addMail } from './commands/mail.ts'
import { addNotices } from './commands/notices.ts'
import { addOverview } from './commands/overview.ts'
import { addPages } from './commands/pages.ts'
import { addPlans } from './commands/plans.ts'
import { addProjects } from './commands/projects.ts'
import { addPublish } from './commands/publish.ts'
import { addRedirects } from './commands/redirects.ts'
import { addRefreshRules } from './commands/refresh-rules.ts'
import { addRuns } from './commands/runs.ts'
import { addSample } from './commands/sample.ts'
import { addSchedules } from './commands/schedules.ts'
import { addSession } from './commands/session.ts'
import { addSimulator } from './commands/simulator.ts'
import { addSources } from './commands/sources.ts'
import { addStatus } from './commands/status.ts'
import { addTemplates } from './commands/templates.ts'
import { addTokens } from './commands/tokens.ts'
import { addUndo } from './commands/undo.ts'
import { addViews } from './commands/views.ts'
import { addWayBack } from './commands/way-back.ts'
import { addWebhooks } from './commands/webhooks.ts'
import type { SetExit } from './errors.ts'
import { readVersion } from './version.ts'

const nouns: ((program: Command, cli: Cli, setExit: SetExit) => void)[] = [
  addSession,
  addStatus,
  addOverview,
  addDoctor,
  addConnections,
  addDestinations,
  addSample,
  addData,
  addSources,
  addRefreshRules,
  addAi,
  addTemplates,
  addProjects,
  addPages,
  addPlans,
  addRuns,
  addRedirects,
  addPublish,
  addWayBack,
  addUndo,
  addSchedules,
  addNotices,
  addWebhooks,
  addMail,
  addTokens,
  addAccount,
  addAccounts,
  addViews,
  addKeys,
  addAudit,
  addGuides,
  addConvert,
  addSimulator,
]

/** @param streams where commander writes help and the version by itself */
export function createProgram(
  cli: Cli,
  setExit: SetExit,
  { stdout, stderr }: Pick<Surroundings, 'stdout' | 'stderr'> = process,
): Command {
  const program = new Command('seomatic')
    .description(
      'Turns a table of data into pages on a Wix site. Everything the dashboard does, from a terminal.',
    )
    .version(readVersion())
    .option('--json', 'print the answer as one JSON document; errors too, on stderr')
    .configureHelp({ showGlobalOptions: true })
    // We print errors ourselves, in one form.
    .configureOutput({
      outputError: () => undefined,
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 problem, 2 usage.\nSEOMATIC_URL and SEOMATIC_TOKEN choose another server than the stored one.',
    )
  for (const add of nouns) add(program, cli, setExit)
  return program
}
