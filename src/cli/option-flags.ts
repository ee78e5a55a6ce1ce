// The options of a destination on the command line: a flag for the usual ones, --option for any.
import type { Command } from 'commander'
import { usageError } from './errors.ts'

export interface OptionFlags {
  author?: string
  mode?: string
  converter?: string
  collection?: string
  adopt?: string
  adoptField?: string
  matchBy?: string
  lineEnds?: string
  option: string[]
}

/** Flags by the name of the option they set. */
const flags = [
  ['author', 'authorId', '--author <author>', 'blog: name or id of the site member shown as the author'],
  ['collection', 'collectionId', '--collection <collection>', 'CMS: name or id of the collection'],
  ['mode', 'mode', '--mode <mode>', 'publish or draft; store: products or sections'],
  ['converter', 'converter', '--converter <converter>', 'blog: seomatic or wix; see compare-converters'],
  [
    'adopt',
    'adopt',
    '--adopt <by>',
    'take over what already exists, matched by this: slug, key, field, ...; no: left alone',
  ],
  ['adoptField', 'adoptField', '--adopt-field <field>', 'CMS: the field that --adopt field looks at'],
  ['matchBy', 'matchBy', '--match-by <what>', 'store, mode sections: slug, sku or name'],
  [
    'lineEnds',
    'lineEnds',
    '--line-ends <what>',
    'in HTML without paragraphs: blanks, as in a browser, or paragraphs, as in WordPress',
  ],
] as const

export function withOptionFlags(command: Command): Command {
  for (const [, , flag, help] of flags) command.option(flag, help)
  return command.option('--option <name=value>', 'any other option; see "destinations show"', collect, [])
}

/** Option and value, in no particular order. Throws a usage error for an --option without a name. */
export function readOptionFlags(given: OptionFlags): [name: string, value: string][] {
  const usual = flags.flatMap(([key, name]): [string, string][] => {
    const value = given[key]
    return value === undefined ? [] : [[name, value]]
  })
  const others = given.option.map((text): [string, string] => {
    const at = text.indexOf('=')
    if (at < 1) throw usageError(`--option takes name=value, not "${text}".`)
    return [text.slice(0, at), text.slice(at + 1)]
  })
  return [...usual, ...others]
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value]
}
