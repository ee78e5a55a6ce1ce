// Lists that the server gives as a whole: the same options everywhere, which the API takes as they are.
import { type Command, Option } from 'commander'

export interface ListFlags<S extends string> {
  search?: string
  sort?: S
  desc?: true
}

/** @param searched where the text is looked for: "in the name or the file" */
export function addListFlags(command: Command, sorts: readonly string[], searched: string): Command {
  return command
    .option('--search <text>', `only those with this ${searched}`)
    .addOption(new Option('--sort <by>', 'sorted by this').choices(sorts))
    .option('--desc', 'with --sort: the last first')
}

/** What the API is asked with. */
export function readListFlags<S extends string>({ search, sort, desc }: ListFlags<S>) {
  return { ...(search && { search }), ...(sort && { sort }), ...(desc && { desc: 'true' as const }) }
}

/** What an empty list says: that there is nothing, unless something was asked for. */
export function saysNothing(asked: object, none: string): string {
  const { sort: _, desc: __, ...narrowing } = asked as ListFlags<string>
  return Object.keys(narrowing).length > 0 ? 'Nothing matches.' : none
}
