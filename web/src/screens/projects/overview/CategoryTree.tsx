// Pages by category: a branch with how many are in it, and what is below it once it is opened.
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Project } from '../../../../../src/api/project.ts'
import { checkQuery } from '../../../queries/pages.ts'
import { count } from '../../../ui/format.ts'
import { type Branch, treeOf } from './category-tree.ts'
import classes from './Overview.module.css'

/** So many stand there before somebody asks for the others. */
const mostShown = 8

export function CategoryTree({ project }: { project: Project }) {
  const { data: check } = useQuery(checkQuery(project.id))
  const [isWhole, setWhole] = useState(false)
  if (!check || check.categories.length === 0) return null
  const tops = treeOf(check.categories)
  const most = Math.max(...tops.map(({ pages }) => pages))
  return (
    <section className={classes.part} aria-labelledby="categories">
      <h2 id="categories">Pages by category</h2>
      <ul className={classes.rules}>
        {tops.slice(0, isWhole ? undefined : mostShown).map((branch) => (
          <Line key={branch.name} project={project} branch={branch} most={most} level={0} />
        ))}
      </ul>
      {tops.length > mostShown && (
        <button type="button" className={classes.more} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the largest' : `Show all ${tops.length}`}
        </button>
      )}
    </section>
  )
}

interface LineProps {
  project: Project
  branch: Branch
  most: number
  level: number
}

function Line({ project, branch, most, level }: LineProps) {
  const [isOpen, setOpen] = useState(false)
  const { name, label, pages, below } = branch
  return (
    <li>
      <div className={classes.branch} style={{ paddingInlineStart: level * 20 }}>
        {below.length > 0 ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`What is below ${label}`}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} aria-hidden data-open={isOpen || undefined} />
          </button>
        ) : (
          <span />
        )}
        <Link to="/projects/$id" params={{ id: project.id }} search={{ tab: 'pages', category: name }}>
          <span className={classes.rule}>{label}</span>
          <span className={classes.ruleBar} aria-hidden="true">
            <i style={{ width: `${(pages / most) * 100}%` }} />
          </span>
          <span className={classes.ruleCount}>{count(pages)}</span>
        </Link>
      </div>
      {isOpen && (
        <ul className={classes.rules}>
          {below.map((one) => (
            <Line key={one.name} project={project} branch={one} most={most} level={level + 1} />
          ))}
        </ul>
      )}
    </li>
  )
}
