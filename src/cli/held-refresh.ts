// A refresh that waits for a person: what it would do to its dataset, and going on with it.
import type { Dataset } from '../api/dataset.ts'
import type { Import } from '../api/import.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import { CliError } from './errors.ts'
import { findDataset } from './find.ts'
import { accept, confirm, load, loadByKey } from './import-file.ts'

interface HeldRefresh {
  held: Import
  dataset: Dataset
}

/** Fails where nothing of a source waits under this id. */
export async function findHeld(cli: Cli, id: string): Promise<HeldRefresh> {
  const held = await cli.client().call(routes.imports.get, { params: { id } })
  const { datasetId, sourceId, state } = held
  if (sourceId === null || datasetId === null)
    throw new CliError(
      'conflict',
      'This import is no refresh of a dataset, so there is nothing to take over or to discard here. Go on with it under Data in the dashboard.',
    )
  if (state === 'applied' || state === 'discarded')
    throw new CliError('conflict', `Nothing waits here any more: this refresh was ${state}.`)
  return { held, dataset: await findDataset(cli, datasetId) }
}

/** Shows what would change, asks unless `yes`, and makes it the rows of the dataset. */
export async function takeOver(
  cli: Cli,
  { held, dataset }: HeldRefresh,
  yes = false,
): Promise<{ taken: Import; dataset: Dataset }> {
  const reasons = held.reasons.map(({ message }) => message).join(' ')
  const loaded = await loadHeld(cli, held, dataset)
  if (reasons !== '') cli.out.note(`${reasons}\n`)
  if (!yes) await confirm(cli, loaded, dataset)
  try {
    return { taken: loaded, dataset: await apply(cli, loaded) }
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'stale') throw error
    // The rows were replaced while it waited: what was shown and agreed to is not what would happen now.
    cli.out.note(`${error.message}\n`)
    const again = accept(await load(cli, loaded, dataset.keyColumns, undefined))
    if (!yes) await confirm(cli, again, dataset)
    return { taken: again, dataset: await apply(cli, again) }
  }
}

function loadHeld(cli: Cli, held: Import, dataset: Dataset): Promise<Import> | Import {
  accept(held)
  const gone = held.reasons.find(({ code }) => code === 'key_gone')
  if (gone) throw new CliError('conflict', `${gone.message} Nothing was changed.`)
  if (held.state === 'loaded') return held
  if (held.state === 'analysed') return loadByKey(cli, held, dataset, { header: true, yes: true })
  throw new CliError('conflict', `It is not read to its end: ${held.state}. Ask again in a moment.`)
}

function apply(cli: Cli, { id }: Import): Promise<Dataset> {
  return cli.client().call(routes.imports.apply, { params: { id }, body: {} })
}
