import { Fragment } from 'react'

/** A sentence of the server, in which what stands between backticks is code. */
export function Words({ text }: { text: string }) {
  // Every second part is between backticks; an odd one out stays as it is.
  const parts = text.split(/`([^`]+)`/)
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no identity but their place
    <Fragment key={index}>{index % 2 === 1 ? <code className="code">{part}</code> : part}</Fragment>
  ))
}
