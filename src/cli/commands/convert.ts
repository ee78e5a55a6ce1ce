// A pure command: no server is asked.
import { readFileSync, writeFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { Options as RicosOptions } from '../../ricos/index.ts'
import type { Cli } from '../cli.ts'
import { CliError } from '../errors.ts'
import { table } from '../table.ts'
import { many } from '../text.ts'

interface ConvertOptions {
  from?: 'html' | 'markdown'
  seed?: string
  baseUrl?: string
  lineEnds?: 'blanks' | 'paragraphs'
  out?: string
}

export function addConvert(program: Command, cli: Cli): void {
  program
    .command('convert')
    .description(
      "turn HTML or Markdown into Wix's rich content (Ricos); what cannot be kept is listed on stderr",
    )
    .argument('<file>', 'an .html or .md file, or - for stdin')
    .addOption(
      new Option('--from <kind>', 'the format, when the file name does not say').choices([
        'html',
        'markdown',
      ]),
    )
    .addOption(
      new Option(
        '--line-ends <what>',
        'what line ends outside of paragraphs are: blanks, as in a browser, or paragraphs, as in WordPress',
      ).choices(['blanks', 'paragraphs']),
    )
    .option('--base-url <address>', 'base address for relative links')
    .option('--seed <text>', 'determines the node ids; give every page its own')
    .option('--out <file>', 'write the document there instead of to stdout')
    .action(async (file: string, options: ConvertOptions) => {
      const source = file === '-' ? await cli.terminal.readInput() : readFileSync(file, 'utf8')
      const { document, losses } = await convert(source, options.from ?? kindOf(file), {
        ...(options.seed !== undefined && { seed: options.seed }),
        ...(options.baseUrl !== undefined && { baseUrl: options.baseUrl }),
        ...(options.lineEnds !== undefined && { lineEnds: options.lineEnds }),
      })
      const text = `${JSON.stringify(document, null, 2)}\n`
      if (options.out !== undefined) writeFileSync(options.out, text)
      if (cli.out.isJson) return cli.out.result({ document, losses }, () => '')
      if (options.out === undefined) cli.out.raw(text)
      if (losses.length === 0) return cli.out.note('Everything was kept.')
      const rows = losses.map((loss) => [
        `${loss.line}:${loss.column}`,
        loss.element,
        loss.message,
        loss.instead,
      ])
      cli.out.note(
        `${many(losses.length, 'change')}:\n${table(['Where', 'Element', 'Why', 'Instead'], rows)}`,
      )
    })
}

async function convert(source: string, kind: 'html' | 'markdown', options: RicosOptions) {
  // Loaded here, so that the other commands start without it.
  const { htmlToRicos, markdownToRicos, RicosLimitError } = await import('../../ricos/index.ts')
  try {
    return kind === 'markdown' ? markdownToRicos(source, options) : htmlToRicos(source, options)
  } catch (error) {
    if (error instanceof RicosLimitError) throw new CliError(error.code, error.message, { cause: error })
    throw error
  }
}

function kindOf(file: string): 'html' | 'markdown' {
  return /\.(md|markdown)$/i.test(file) ? 'markdown' : 'html'
}
