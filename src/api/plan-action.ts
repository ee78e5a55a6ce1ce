// What a plan can want to do with a page, by name. What follows from each is in plan-actions.ts.
export const planActionNames = [
  'create',
  'adopt', // it exists on the site already and is taken over
  'update',
  'unchanged',
  'move', // an update that changes the address
  'remove', // the row is gone; only sent when removal is ticked
  'conflict', // someone edited it in Wix
  'gone', // someone deleted it in Wix
  'held', // it has errors and is not sent
  'down', // it was taken down, and stays so
  'take_down', // it is taken off the site and stays off
  'restore', // it is brought back
] as const
