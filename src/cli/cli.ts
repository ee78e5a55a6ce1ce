// What every command is given: the settings, where to print, whom to ask, and the server.
import { type ClientConfig, readClientConfig } from '../config.ts'
import { type Client, createClient } from './client.ts'
import { type CredentialsFile, createCredentialsFile } from './credentials-file.ts'
import { createOutput, type Output, type OutputStream } from './output.ts'
import { chooseServer } from './server-choice.ts'
import { createTerminal, type Terminal } from './terminal.ts'

export interface Cli {
  /** All settings, those of a server too. */
  env: Surroundings['env']
  config: ClientConfig
  out: Output
  terminal: Terminal
  credentials: CredentialsFile
  /** The server in use, as the owner of the token in use. Fails with what to do when there is none. */
  client(): Client
}

/** What a run finds around it: the settings, and where to read and to print. `process` is one. */
export interface Surroundings {
  env: Record<string, string | undefined>
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: NodeJS.WritableStream & OutputStream
  stderr: NodeJS.WritableStream & OutputStream
}

export function createCli({ env, stdin, stdout, stderr }: Surroundings): Cli {
  const config = readClientConfig(env)
  const credentials = createCredentialsFile(config)
  let client: Client | undefined
  return {
    env,
    config,
    out: createOutput(stdout, stderr),
    terminal: createTerminal(stdin, stderr),
    credentials,
    client() {
      client ??= createClient(chooseServer(config, credentials.read()))
      return client
    },
  }
}
