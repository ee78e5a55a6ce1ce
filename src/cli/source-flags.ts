// Where a source is and when it is read, as flags of the command line.
import type { Command } from 'commander'
import type { Rhythm } from '../api/source.ts'
import { readRhythm, rhythmHelp } from './rhythm-flag.ts'

export interface PlaceOptions {
  set: string[]
  secretFile: string[]
}

export interface WhenOptions {
  every?: string
  timeZone?: string
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value]
}

/** The flags of `PlaceOptions`. */
export function withPlace(command: Command): Command {
  return command
    .option('--set <name=value>', 'a setting of its kind; see "sources kinds"', collect, [])
    .option(
      '--secret-file <name=file>',
      'a secret of its kind, from a file or from stdin (name=-)',
      collect,
      [],
    )
}

/** The flags of `WhenOptions`. */
export function withWhen(command: Command): Command {
  return command
    .option('--every <rhythm>', rhythmHelp)
    .option('--time-zone <zone>', 'of the times of --every, such as Europe/Berlin')
}

/** What they say to the server; without --time-zone the one of this machine. */
export function readWhen({ every, timeZone }: WhenOptions): { rhythm?: Rhythm | null; timeZone?: string } {
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    ...(every !== undefined && { rhythm: readRhythm(every) }),
    ...((timeZone !== undefined || every !== undefined) && { timeZone: timeZone ?? local }),
  }
}
