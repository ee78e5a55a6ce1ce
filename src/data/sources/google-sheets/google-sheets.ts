// A sheet of Google: by its link where everybody may open it, by a service account where not.
import {
  type GoogleSheetsConfig,
  googleSheetsConfigSchema,
  type SheetPlace,
  sheetPlace,
} from '../../../api/sources/google-sheets.ts'
import type { Source } from '../source.ts'
import { readServiceAccount } from './service-account.ts'
import { fetchShared } from './shared-link.ts'
import { fetchValues } from './values.ts'

export const googleSheets: Source<GoogleSheetsConfig> = {
  id: 'google-sheets',
  words: {
    name: 'Google Sheet',
    hint: 'A sheet that everybody with the link may open, or that was shared with a service account.',
  },
  config: googleSheetsConfigSchema,
  secrets: [
    {
      name: 'serviceAccount',
      label: 'Key of a service account (JSON)',
      help: 'For a sheet that is not open to everybody: the whole JSON file of the key. Share the sheet with the address of the account, as a viewer.',
      isRequired: false,
    },
  ],
  title(config) {
    const { id, gid } = placeOf(config)
    const tab = config.sheet === '' ? gid && `gid ${gid}` : config.sheet
    return `Google Sheet ${id}${tab ? ` / ${tab}` : ''}`
  },
  // It goes to Google alone, whichever sheet is read.
  secretsAreFor: () => 'Google',
  async fetch(config, { serviceAccount = '' }, context) {
    const place = placeOf(config)
    if (serviceAccount.trim() === '') return fetchShared(place, config, context)
    return fetchValues(place, config, readServiceAccount(serviceAccount), context)
  },
}

/** A config that passed its schema names a sheet. */
function placeOf({ link }: GoogleSheetsConfig): SheetPlace {
  const place = sheetPlace(link)
  if (!place) throw new RangeError('A Google Sheet was stored without an address.')
  return place
}
