// Where a download goes: to a file as a whole, or to stdout.
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Cli } from './cli.ts'

/** To stdout as it comes. */
export async function printDownload(cli: Cli, content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of content) cli.out.raw(chunk)
}

/** A download that breaks leaves no half file behind. */
export async function writeWhole(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${path}.part`
  try {
    await pipeline(Readable.from(content), createWriteStream(part))
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}
