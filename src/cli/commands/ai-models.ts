// The models that AI columns ask.
import { type Command, Option } from 'commander'
import { type AiEndpointKind, aiEndpointKindSchema } from '../../api/ai.ts'
import { routes } from '../../api/routes.ts'
import { describeEndpoint, endpointsTable } from '../ai-text.ts'
import type { Cli } from '../cli.ts'
import { type SetExit, usageError } from '../errors.ts'
import { findModel } from '../find-model.ts'
import { readSecretFile } from '../secrets.ts'

interface ModelOptions {
  kind?: AiEndpointKind
  model?: string
  address?: string
  keyFile?: string
  priceIn?: number
  priceOut?: number
  currency?: string
  thinkingTokens?: number
  parallel?: number
}

export function addModels(ai: Command, cli: Cli, setExit: SetExit): void {
  ai.command('models')
    .description('the models that may be asked')
    .action(async () => {
      const list = await cli.client().call(routes.aiModels.list)
      cli.out.result(list, () => endpointsTable(list.items, cli.out.width))
    })

  withSettings(ai.command('add-model').description('add a model; its key is stored sealed and never shown'))
    .argument('<name>', 'what it is called here')
    .action(async (name: string, options: ModelOptions) => {
      const { kind, model, priceIn, priceOut, ...rest } = await readModel(cli, options)
      if (kind === undefined || model === undefined || priceIn === undefined || priceOut === undefined)
        throw usageError('A model needs --kind, --model, --price-in and --price-out; a free one costs 0.')
      const body = { name, kind, model, priceIn, priceOut, ...rest }
      const made = await cli.client().call(routes.aiModels.create, { body })
      cli.out.result(made, () => describeEndpoint(made))
    })

  withSettings(ai.command('set-model').description('change a model; another address forgets the key'))
    .argument('<model>', 'name or id')
    .option('--name <name>', 'another name')
    .action(async (wanted: string, { name, ...options }: ModelOptions & { name?: string }) => {
      const { id } = await findModel(cli, wanted)
      const body = { ...(await readModel(cli, options)), ...(name !== undefined && { name }) }
      const changed = await cli.client().call(routes.aiModels.update, { params: { id }, body })
      cli.out.result(changed, () => describeEndpoint(changed))
    })

  ai.command('remove-model')
    .description('remove a model that no column asks')
    .argument('<model>', 'name or id')
    .action(async (wanted: string) => {
      const { id, name } = await findModel(cli, wanted)
      await cli.client().call(routes.aiModels.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Removed "${name}" (${id}).`)
    })

  ai.command('test-model')
    .description('ask a model one word; exits 1 unless it answers')
    .argument('<model>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findModel(cli, wanted)
      const result = await cli.client().call(routes.aiModels.test, { params: { id }, body: {} })
      if (!result.isFine) setExit(1)
      cli.out.result(result, () => result.message)
    })
}

function withSettings(command: Command): Command {
  return command
    .addOption(new Option('--kind <kind>', 'how it is asked').choices(aiEndpointKindSchema.options))
    .option('--model <model>', 'as its endpoint calls it')
    .option('--address <url>', 'the base address; that of the vendor by default')
    .option('--key-file <file>', 'a file with the key, or - for stdin')
    .option('--price-in <amount>', 'for a million tokens of prompts', Number)
    .option('--price-out <amount>', 'for a million tokens of answers', Number)
    .option('--currency <currency>', 'of the prices; USD by default')
    .option('--thinking-tokens <n>', 'what it may think with before it answers', Number)
    .option('--parallel <n>', 'requests at the same time; 4 by default', Number)
}

async function readModel(cli: Cli, { keyFile, ...options }: ModelOptions) {
  const key = keyFile === undefined ? undefined : await readSecretFile(cli, keyFile)
  return { ...options, ...(key !== undefined && { key }) }
}
