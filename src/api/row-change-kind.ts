// What may have happened to a row between two versions of a dataset. Apart from the schemas of imports, which the first
// load of the dashboard is to do without.
export const rowChangeKinds = ['added', 'changed', 'removed'] as const
