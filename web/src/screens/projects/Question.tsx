import type { ReactNode } from 'react'
import classes from './Projects.module.css'

interface Props {
  number: number
  title: string
  text: string
  children: ReactNode
  /** What needs the whole width, below. */
  below?: ReactNode
}

export function Question({ number, title, text, children, below }: Props) {
  return (
    <section className={classes.question}>
      <div>
        <h2>
          <span className="num">{number}.</span> {title}
        </h2>
        <p>{text}</p>
      </div>
      <div className={classes.answers}>{children}</div>
      {below && <div className={classes.below}>{below}</div>}
    </section>
  )
}
