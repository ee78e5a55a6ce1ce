// What every command is given: the settings, where to print, whom to ask, and the server.
import type { ClientConfig } from '../config.ts'
import { type Client, createClient } from './client.ts'
import { type CredentialsFile, createCredentialsFile } from './credentials-file.ts'
import { createOutput, type Output } from './output.ts'
import { chooseServer } from './server-choice.ts'
import { createTerminal, type Terminal } from './terminal.ts'

export interface Cli {
  config: ClientConfig
  out: Output
  terminal: Terminal
  credentials: CredentialsFile
  /** The server in use, as the owner of the token in use. Fails with what to do when there is none. */
  client(): Client
}

export function createCli(config: ClientConfig): Cli {
  const credentials = createCredentialsFile(config)
  let client: Client | undefined
  return {
    config,
    out: createOutput(process.stdout, process.stderr),
    terminal: createTerminal(process.stdin, process.stderr),
    credentials,
    client() {
      client ??= createClient(chooseServer(config, credentials.read()))
      return client
    },
  }
}
