// A page about a place: what it is, where it is, how to reach it.
import { mapLink, questionsSection } from '../page-parts.ts'
import { joined, type Starter, type StarterPage, structuredData } from './starter-page.ts'

const parts = [
  { id: 'name', label: 'Name', names: ['name', 'title', 'place', 'location', 'branch', 'store'] },
  { id: 'kind', label: 'Kind', names: ['type', 'kind', 'category', 'sort'] },
  { id: 'street', label: 'Street', names: ['street', 'address', 'streetaddress', 'road'] },
  { id: 'postcode', label: 'Postcode', names: ['postcode', 'zip', 'zipcode', 'postalcode'] },
  { id: 'city', label: 'City', names: ['city', 'town', 'municipality', 'locality'] },
  { id: 'region', label: 'Region', names: ['region', 'state', 'province', 'county', 'district'] },
  { id: 'country', label: 'Country', names: ['country', 'nation'] },
  { id: 'phone', label: 'Phone', names: ['phone', 'tel', 'telephone', 'phonenumber', 'mobile'] },
  { id: 'website', label: 'Website', names: ['website', 'url', 'homepage', 'link'], holds: 'link' },
  { id: 'hours', label: 'Opening hours', names: ['hours', 'openinghours', 'opening', 'opentimes'] },
  { id: 'price', label: 'Price', names: ['price', 'entry', 'admission', 'fee', 'cost'] },
  {
    id: 'description',
    label: 'Description',
    names: ['description', 'about', 'text', 'summary', 'details'],
    holds: 'long',
  },
  { id: 'picture', label: 'Picture', names: ['image', 'photo', 'picture', 'cover'], holds: 'picture' },
] as const satisfies Starter['parts']

export const location: Starter = {
  id: 'location',
  name: 'Location',
  text: 'A place, branch or sight: facts, the way there with a map, questions.',
  parts,
  write(page) {
    const { name, out, when, has } = page
    const where = `${when('city', ` in ${out('city')}`)}${when('country', `, ${out('country')}`)}`
    const near = has('city') ? when('city', `, ${out('city')}`) : when('country', `, ${out('country')}`)
    const facts = [
      'kind',
      'street',
      'postcode',
      'city',
      'region',
      'country',
      'phone',
      'website',
      'hours',
      'price',
    ]
    return {
      title: `${name}${near}`,
      body: joined([
        `<p>${name}${where}: where it is, how to get there and what to know before you go.</p>`,
        page.section('description', ''),
        page.facts(facts, 'At a glance'),
        wayThere(page),
        questionsSection(questionsOf(page), 'Questions and answers'),
      ]),
      excerpt: `${name}${where}: the facts, the way there and what to know before you go.`,
      seoTitle: `${name}${near}: facts and how to get there`,
      seoDescription: `${name}${where} at a glance: where it is, how to get there and what to know before you go.`,
      structured: structuredData(page, 'Place', {
        description: 'description',
        telephone: 'phone',
        url: 'website',
        image: 'picture',
        ...(has('street') && { address: { part: 'street', json: addressData(page) } }),
      }),
    }
  },
}

function wayThere({ has, column, when }: StarterPage): string[] {
  const columns = ['street', 'postcode', 'city', 'country'].filter(has)
  const [first] = columns
  if (first === undefined) return []
  const link = mapLink(columns.map(column), 'Show on the map')
  return [when(first, '<h2>How to get there</h2>'), ...link]
}

function questionsOf({ name, out, when, question }: StarterPage) {
  const rest = `${when('postcode', `, ${out('postcode')}`)}${when('city', ` ${out('city')}`)}`
  return [
    ...question('street', `Where is ${name}?`, `${out('street')}${rest}.`),
    ...question('hours', `When is ${name} open?`, `${out('hours')}.`),
    ...question('price', `What does ${name} cost?`, `${out('price')}.`),
    ...question('phone', `How do I reach ${name}?`, `By phone: ${out('phone')}.`),
  ]
}

function addressData({ out, when }: StarterPage): string {
  const more = [
    when('postcode', `, "postalCode": "${out('postcode')}"`),
    when('city', `, "addressLocality": "${out('city')}"`),
    when('region', `, "addressRegion": "${out('region')}"`),
    when('country', `, "addressCountry": "${out('country')}"`),
  ]
  return `{"@type": "PostalAddress", "streetAddress": "${out('street')}"${more.join('')}}`
}
