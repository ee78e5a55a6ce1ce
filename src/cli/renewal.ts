// Before a standing consent is renewed: what changed since it was given, and which pages would be next.
import type { Renewal } from '../api/schedule.ts'
import type { Cli } from './cli.ts'

/** Whether what changed is agreed to, as it was shown. */
export async function agreeToRenewal(cli: Cli, renewal: Renewal, yes = false): Promise<boolean> {
  const what = renewal.changes.length === 0 ? 'nothing' : `the ${renewal.changes.join(' and the ')}`
  const titles = renewal.pages.map((page) => `"${page.title}"`).join(', ')
  cli.out.note(`Changed since it was agreed to: ${what}. Next pages: ${titles || 'none'}.\n`)
  return yes || cli.terminal.confirm('Go on with these?', 'Add --yes to go ahead.')
}
