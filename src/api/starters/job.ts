// A page about an open position.
import { callToAction, questionsSection } from '../page-parts.ts'
import { joined, type Starter, type StarterPage, structuredData } from './starter-page.ts'

const parts = [
  {
    id: 'name',
    label: 'Position',
    names: ['position', 'job', 'jobtitle', 'role', 'title', 'vacancy', 'name'],
  },
  {
    id: 'company',
    label: 'Company',
    names: ['company', 'employer', 'organisation', 'organization', 'firm', 'hiringorganization'],
    isNeeded: true,
  },
  {
    id: 'city',
    label: 'Place of work',
    names: ['city', 'location', 'place', 'town', 'office', 'joblocation'],
  },
  { id: 'country', label: 'Country', names: ['country'] },
  {
    id: 'kind',
    label: 'Employment',
    names: ['employment', 'employmenttype', 'contract', 'contracttype', 'jobtype', 'type', 'hours'],
  },
  { id: 'salary', label: 'Salary', names: ['salary', 'pay', 'wage', 'compensation', 'income'] },
  { id: 'start', label: 'Start', names: ['start', 'startdate', 'from', 'begin'] },
  {
    id: 'description',
    label: 'Description',
    names: ['description', 'tasks', 'duties', 'about', 'text', 'responsibilities'],
    holds: 'long',
  },
  {
    id: 'requirements',
    label: 'Requirements',
    names: ['requirements', 'qualifications', 'profile', 'skills', 'experience'],
    holds: 'long',
  },
  { id: 'benefits', label: 'Benefits', names: ['benefits', 'perks', 'offer', 'weoffer'], holds: 'long' },
  {
    id: 'posted',
    label: 'Posted',
    names: ['posted', 'dateposted', 'published', 'date', 'postedat', 'opened'],
  },
  {
    id: 'closes',
    label: 'Apply by',
    names: ['closes', 'validthrough', 'deadline', 'applyby', 'expires', 'closingdate'],
  },
  {
    id: 'link',
    label: 'Address to apply',
    names: ['apply', 'applyurl', 'applicationurl', 'url', 'link'],
    holds: 'link',
  },
] as const satisfies Starter['parts']

export const job: Starter = {
  id: 'job',
  name: 'Job',
  text: 'An open position: tasks, requirements, benefits, facts, how to apply.',
  parts,
  write(page) {
    const { name, out, when, has, column } = page
    const at = `${when('company', ` at ${out('company')}`)}${when('city', ` in ${out('city')}`)}`
    const apply = { heading: 'Apply', text: `Interested in working as ${name}?`, label: 'Apply now' }
    return {
      title: `${name}${at}`,
      body: joined([
        `<p>${name}${at}: the tasks, what you bring along and what you get.</p>`,
        page.section('description', 'Your tasks'),
        page.section('requirements', 'What you bring along'),
        page.section('benefits', 'What you get'),
        page.facts(['company', 'city', 'country', 'kind', 'salary', 'start', 'closes'], 'At a glance'),
        questionsSection(questionsOf(page), 'Questions and answers'),
        has('link') ? callToAction(apply, { column: column('link') }) : [],
      ]),
      excerpt: `${name}${at}: the tasks, what you bring along and what you get.`,
      seoTitle: `${name}${at}`,
      seoDescription: `Open position: ${name}${at}. The tasks, what you bring along, what you get and how to apply.`,
      structured: postingData(page),
    }
  },
}

function questionsOf({ name, out, when, question }: StarterPage) {
  return [
    ...question(
      'salary',
      `What does ${name} earn${when('company', ` at ${out('company')}`)}?`,
      `${out('salary')}.`,
    ),
    ...question(
      'city',
      'Where is the place of work?',
      `${out('city')}${when('country', `, ${out('country')}`)}.`,
    ),
    ...question('kind', 'What kind of employment is it?', `${out('kind')}.`),
    ...question('start', 'When does it start?', `${out('start')}.`),
    ...question('closes', 'How long can I apply?', `Until ${out('closes')}.`),
  ]
}

/** Search engines take a posting only with all of these; half of one is a mistake in their eyes. */
function postingData(page: StarterPage): string {
  const { name, out, has, when } = page
  if (!['company', 'city', 'description', 'posted'].every(has)) return ''
  const place = `{"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "${out('city')}"${when('country', `, "addressCountry": "${out('country')}"`)}}}`
  const posting = structuredData(page, 'JobPosting', {
    title: { part: 'company', json: `"${name}"` },
    hiringOrganization: { part: 'company', json: `{"@type": "Organization", "name": "${out('company')}"}` },
    jobLocation: { part: 'city', json: place },
    description: 'description',
    datePosted: 'posted',
    validThrough: 'closes',
    employmentType: 'kind',
  })
  return ['company', 'city', 'description', 'posted'].reduceRight((text, part) => when(part, text), posting)
}
