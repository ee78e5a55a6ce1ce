import type { Command } from 'commander'
import type { EncryptionKeyState } from '../../api/key.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { readSecretFile } from '../secrets.ts'
import { pairs } from '../table.ts'

export function addKeys(program: Command, cli: Cli): void {
  const keys = program.command('keys').description('the encryption key that seals stored credentials')

  keys
    .command('show')
    .description('which key seals, by its fingerprint, and whether an older one is still needed')
    .action(async () => {
      const state = await cli.client().call(routes.keys.get)
      cli.out.result(state, () => describe(state))
    })

  keys
    .command('rotate')
    .description('put a new encryption key in the place of the one in use; runs go on meanwhile')
    .option(
      '--key-file <file>',
      'a file with the new key (32 bytes in base64), or - for stdin; made unless told',
    )
    .action(async ({ keyFile }: { keyFile?: string }) => {
      const key = keyFile === undefined ? undefined : (await readSecretFile(cli, keyFile)).trim()
      const rotation = await cli.client().call(routes.keys.rotate, { body: key === undefined ? {} : { key } })
      cli.out.result(rotation, () =>
        [
          `Sealed ${rotation.resealed} ${rotation.resealed === 1 ? 'secret' : 'secrets'} with the new key. Nothing needs the old one any more.`,
          '',
          describe(rotation),
          '',
          rotation.path
            ? 'Keep a copy of the new key apart from your backups; older backups of the database need the older key.'
            : 'Now remove APP_ENCRYPTION_KEY_PREVIOUS everywhere; older backups of the database need the older key.',
        ].join('\n'),
      )
    })
}

function describe(state: EncryptionKeyState): string {
  return pairs([
    ['Key', state.keyId],
    ['From', state.path ?? 'APP_ENCRYPTION_KEY'],
    ['Still needed', state.previousKeyIds.join(', ') || 'no older key'],
    [
      'Secrets',
      `${state.sealed} sealed with it${state.waiting > 0 ? `, ${state.waiting} with an older one` : ''}`,
    ],
  ])
}
