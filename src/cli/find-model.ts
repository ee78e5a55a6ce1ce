import type { AiEndpoint } from '../api/ai.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import { findNamed } from './find.ts'

export async function findModel(cli: Cli, wanted: string): Promise<AiEndpoint> {
  const { items } = await cli.client().call(routes.aiModels.list)
  return findNamed(items, wanted, 'ai models')
}
