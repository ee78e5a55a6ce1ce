// Which catalog the store has, asked before anything is rendered.
import type { Problem } from '../../../api/problem.ts'
import { AppError } from '../../../errors.ts'
import { type CatalogVersion, isWixError, type WixClient } from '../../../wix/index.ts'
import type { SiteFacts, TargetContext } from '../../target.ts'
import { explainRead } from '../errors.ts'
import type { StorePayload } from './catalog.ts'
import type { CatalogName, StoreFacts } from './catalog-name.ts'
import type { StoreOptions } from './options.ts'

const names: Partial<Record<CatalogVersion, CatalogName>> = { V1_CATALOG: 'V1', V3_CATALOG: 'V3' }

export const storeSiteFacts: SiteFacts<StoreOptions> = {
  read: readFacts,
  notes(facts) {
    if ((facts as StoreFacts).catalog === 'V3') return []
    return [
      {
        code: 'catalog_v1',
        severity: 'note',
        message:
          'The store has the older catalog of Wix (V1): products are created one at a time, which takes longer, and descriptions are HTML.',
      },
    ]
  },
  objection(payload, _before, now): Problem | null {
    const { catalog } = payload as StorePayload
    if (catalog === (now as StoreFacts).catalog) return null
    return {
      code: 'catalog_changed',
      severity: 'error',
      message: `Wix has moved the store to another catalog (${(now as StoreFacts).catalog}) since the plan was created for ${catalog}. Create a new plan.`,
    }
  },
}

/** What each client was told last. */
const asked = new WeakMap<WixClient, Promise<CatalogName>>()

/** Throws `wix_app_missing` for a site without a store. */
async function readFacts(ctx: TargetContext): Promise<StoreFacts> {
  const told = await readVersion(ctx)
  // A version that nobody knows yet: what answers as one that is known is used as that.
  const version =
    names[told] || told === 'STORES_NOT_INSTALLED' ? told : await findVersion(ctx.client, ctx.signal)
  const catalog = names[version]
  if (catalog) {
    asked.set(ctx.client, Promise.resolve(catalog))
    return { catalog }
  }
  throw new AppError(
    'wix_app_missing',
    'Wix Stores is not installed on the site. Add the app Wix Stores in the Wix dashboard, then try again.',
  )
}

/**
 * Wix keeps the version behind a permission of its own, which a key that manages products may lack, and answers 404 as
 * well as 403. Then the answer of one catalog tells: the other one refuses the call with a code of its own.
 */
async function readVersion({ client, signal }: TargetContext): Promise<CatalogVersion> {
  try {
    return await client.storeCatalog.version({ signal })
  } catch (error) {
    const isKept =
      isWixError(error) && (error.kind === 'forbidden' || error.kind === 'auth' || error.status === 404)
    if (!isKept) throw error
    return findVersion(client, signal)
  }
}

async function findVersion(client: WixClient, signal: AbortSignal): Promise<CatalogVersion> {
  try {
    await client.storeProducts.query({ limit: 1 }, { signal })
    return 'V3_CATALOG'
  } catch (error) {
    if (isWixError(error) && error.kind === 'wrong_catalog') return 'V1_CATALOG'
    if (isWixError(error) && error.kind === 'app_not_installed') return 'STORES_NOT_INSTALLED'
    throw error
  }
}

/** The catalog where no options say it, asked once for each client. Throws as `read` of the facts does. */
export async function catalogOfSite(ctx: TargetContext): Promise<CatalogName> {
  const known = asked.get(ctx.client) ?? readFacts(ctx).then(({ catalog }) => catalog)
  asked.set(ctx.client, known)
  try {
    return await known
  } catch (error) {
    asked.delete(ctx.client)
    throw error
  }
}

/** A store that was just installed is a wait of a minute or so, and no failure. */
export function explain(error: unknown) {
  const meaning = explainRead(error)
  const isProvisioning = isWixError(error) && /^CATALOG_V\d+.*PROVISIONING/.test(error.code ?? '')
  if (meaning?.kind !== 'wait' || !isProvisioning) return meaning
  return { ...meaning, reason: 'Wix is still setting up the store of this site' }
}
