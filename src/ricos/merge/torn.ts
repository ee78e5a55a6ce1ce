// A caption is written for a picture: under another one it is nothing that anybody wrote.
import type { Block } from './block.ts'

/** How a grammar tells pictures, and captions, apart: equal texts for what says the same. */
interface Parts<Node> {
  picture(block: Block<Node>): string
  caption(block: Block<Node>): string
}

/** Whether a merge by parts would put the picture of one side over the caption that the other wrote for the old one. */
export function isTorn<Node>(
  base: Block<Node>,
  ours: Block<Node>,
  theirs: Block<Node>,
  { picture, caption }: Parts<Node>,
): boolean {
  if (picture(ours) === picture(theirs) || caption(ours) === caption(theirs)) return false
  const isBetween = (a: Block<Node>, b: Block<Node>) =>
    picture(a) !== picture(base) && caption(b) !== caption(base)
  return isBetween(ours, theirs) || isBetween(theirs, ours)
}
