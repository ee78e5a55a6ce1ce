// The tree of commands. A new noun is one file and one line.
import { Command } from 'commander'
import type { Cli } from './cli.ts'
import { addAccount } from './commands/account.ts'
import { addAudit } from './commands/audit.ts'
import { addConnections } from './commands/connections.ts'
import { addConvert } from './commands/convert.ts'
import { addData } from './commands/data.ts'
import { addDestinations } from './commands/destinations.ts'
import { addDoctor } from './commands/doctor.ts'
import { addKeys } from './commands/keys.ts'
import { addPages } from './commands/pages.ts'
import { addPlans } from './commands/plans.ts'
import { addProjects } from './commands/projects.ts'
import { addPublish } from './commands/publish.ts'
import { addRuns } from './commands/runs.ts'
import { addSession } from './commands/session.ts'
import { addSimulator } from './commands/simulator.ts'
import { addStatus } from './commands/status.ts'
import { addTemplates } from './commands/templates.ts'
import { addTokens } from './commands/tokens.ts'
import type { SetExit } from './errors.ts'
import { readVersion } from './version.ts'

const nouns: ((program: Command, cli: Cli, setExit: SetExit) => void)[] = [
  addSession,
  addStatus,
  addDoctor,
  addConnections,
  addDestinations,
  addData,
  addTemplates,
  addProjects,
  addPages,
  addPlans,
  addRuns,
  addPublish,
  addTokens,
  addAccount,
  addKeys,
  addAudit,
  addConvert,
  addSimulator,
]

export function createProgram(cli: Cli, setExit: SetExit): Command {
  const program = new Command('seomatic')
    .description(
      'Turns a table of data into pages on a Wix site. Everything the dashboard does, from a terminal.',
    )
    .version(readVersion())
    .option('--json', 'print the answer as one JSON document; errors too, on stderr')
    .configureHelp({ showGlobalOptions: true })
    // We print errors ourselves, in one form.
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 problem, 2 usage.\nSEOMATIC_URL and SEOMATIC_TOKEN choose another server than the stored one.',
    )
  for (const add of nouns) add(program, cli, setExit)
  return program
}
