// One run of the command line: arguments in, exit code out (0 done, 1 problem, 2 usage).
import { CommanderError } from 'commander'
import { createCli, type Surroundings } from './cli.ts'
import { describeFailure, type ExitCode } from './errors.ts'
import { createProgram } from './program.ts'

export async function runCli(args: string[], around: Surroundings = process): Promise<ExitCode> {
  const cli = createCli(around)
  // Before anything is parsed, so that a mistake in the arguments is reported in the requested form too.
  if (args.includes('--json')) cli.out.speakJson()
  let exitCode: ExitCode = 0
  const setExit = (code: ExitCode) => {
    exitCode = code
  }
  const program = createProgram(cli, setExit, around)
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      // A noun without a verb: its help has been printed.
      if (error.code === 'commander.help') return 2
    }
    cli.out.endProgress()
    const failure = describeFailure(error)
    cli.out.failure(failure)
    return failure.exitCode
  }
}
