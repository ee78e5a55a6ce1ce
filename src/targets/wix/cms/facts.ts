// Reading what of a collection a project depends on.
import { AppError } from '../../../errors.ts'
import { type DataCollection, isJsonObject, isWixError } from '../../../wix/index.ts'
import type { TargetContext } from '../../target.ts'
import type { CmsFacts } from './collection-facts.ts'
import { collectionProblem, draftsOf } from './collections.ts'
import { fieldFacts, referredCollection } from './field-facts.ts'
import type { CmsOptions } from './options.ts'

/** Wix's own for collections that people made. */
const usualPageSize = 1000

/**
 * One consistent read of the collection, and one of each collection it refers to. Throws an `AppError` for what the
 * owner has to put right, and what Wix answers.
 */
export async function readFacts(ctx: TargetContext, options: CmsOptions): Promise<CmsFacts> {
  const { collectionId } = options
  const collection = await readCollection(ctx, collectionId)
  const problem = collectionProblem(collection)
  if (problem !== null) throw new AppError('conflict', problem)
  const referred = await readReferred(ctx, collection)
  const isEditable = collection.plugins?.some((one) => one.editablePageLinkOptions?.isMutable) ?? false
  const fields = (collection.fields ?? []).flatMap(
    (field) => fieldFacts(field, { referred, hasEditableLinks: isEditable }) ?? [],
  )
  const facts: CmsFacts = {
    collectionId,
    label: collection.displayName || collectionId,
    displayField: collection.displayField ?? null,
    drafts: draftsOf(collection),
    maxPageSize: collection.maxPageSize || usualPageSize,
    itemRead: collection.dataPermissions?.itemRead ?? null,
    fields,
  }
  checkAdoptField(facts, options)
  return facts
}

async function readCollection(ctx: TargetContext, id: string): Promise<DataCollection> {
  try {
    return await ctx.client.dataCollections.get(id, { consistentRead: true }, { signal: ctx.signal })
  } catch (error) {
    if (!isWixError(error)) throw error
    if (error.code === 'WDE0110')
      throw new AppError(
        'wix_app_missing',
        'Wix CMS is not installed on this site. Add it in the Wix dashboard, then try again.',
        { cause: error },
      )
    if (error.kind !== 'not_found' && error.code !== 'WDE0171') throw error
    throw new AppError(
      'conflict',
      `The site no longer has a collection "${id}": it was deleted, or the app it belongs to was removed. Choose another in the settings of the project.`,
      { cause: error },
    )
  }
}

/** Names of the collections that fields refer to, by id; null for one that is gone. */
async function readReferred(
  ctx: TargetContext,
  collection: DataCollection,
): Promise<Map<string, { label: string; displayLabel: string | null } | null>> {
  const referred = new Map<string, { label: string; displayLabel: string | null } | null>()
  const ids = new Set((collection.fields ?? []).flatMap((field) => referredCollection(field) ?? []))
  for (const id of [...ids].sort()) {
    try {
      const fields = ['displayName', 'displayField', 'fields']
      const other = await ctx.client.dataCollections.get(
        id,
        { fields, consistentRead: true },
        { signal: ctx.signal },
      )
      const shown = other.fields?.find((field) => field.key === other.displayField)
      referred.set(id, {
        label: other.displayName || id,
        displayLabel: shown?.displayName || (other.displayField ?? null),
      })
    } catch (error) {
      if (!isWixError(error) || error.kind !== 'not_found') throw error
      referred.set(id, null)
    }
  }
  return referred
}

function checkAdoptField(facts: CmsFacts, { adopt, adoptField }: CmsOptions): void {
  if (adopt !== 'field' || facts.fields.some((field) => field.key === adoptField && field.isQueryable)) return
  const keys = facts.fields.filter((field) => field.isQueryable).map((field) => field.key)
  throw new AppError(
    'bad_request',
    `Items cannot be found by "${adoptField}": the collection ${facts.label} has no such field, or one of a kind that Wix does not search. Use the key of one of these: ${keys.join(', ')}.`,
  )
}

/** The facts beside the options. The contract promises them wherever something is made, sent or read. */
export function factsOf(options: CmsOptions): CmsFacts {
  if (!isJsonObject(options.facts)) throw new TypeError('The collection of the project was not read')
  return options.facts
}
