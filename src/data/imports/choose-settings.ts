// What the owner chose about a file, into the settings of its format.
import type { ImportSettings, ImportSettingsPatch } from '../../api/import-settings.ts'
import { AppError } from '../../errors.ts'
import type { Format } from '../formats/format.ts'

/** The settings with these choices; refuses a choice that this kind of file does not have. */
export function chooseSettings(
  format: Format,
  before: ImportSettings,
  choices: ImportSettingsPatch,
): ImportSettings {
  const known = Object.keys(format.defaultConfig as ImportSettings)
  const foreign = Object.keys(choices).find((name) => !known.includes(name))
  if (foreign !== undefined) {
    throw new AppError(
      'bad_request',
      `The file is read as ${articled(format.words.name)}, which has no setting "${foreign}". It can be given: ${known.join(', ')}.`,
    )
  }
  return format.config.parse({ ...before, ...choices }) as ImportSettings
}

function articled(name: string): string {
  return `${/^(?:[AEIOU]|RSS|XML)/.test(name) ? 'an' : 'a'} ${name}`
}
