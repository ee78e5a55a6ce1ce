// A page about a product.
import { callToAction, questionsSection } from '../page-parts.ts'
import { joined, type Starter, type StarterPage, structuredData } from './starter-page.ts'

const parts = [
  { id: 'name', label: 'Name', names: ['name', 'title', 'product', 'productname', 'item', 'model'] },
  { id: 'brand', label: 'Brand', names: ['brand', 'manufacturer', 'maker', 'vendor', 'producer'] },
  { id: 'category', label: 'Category', names: ['category', 'type', 'kind', 'group', 'producttype'] },
  { id: 'price', label: 'Price', names: ['price', 'cost', 'amount', 'unitprice', 'saleprice'] },
  { id: 'currency', label: 'Currency', names: ['currency', 'currencycode'] },
  {
    id: 'sku',
    label: 'Article number',
    names: ['sku', 'articlenumber', 'itemnumber', 'partnumber', 'productcode', 'ean', 'gtin'],
  },
  { id: 'material', label: 'Material', names: ['material', 'fabric', 'composition'] },
  { id: 'colour', label: 'Colour', names: ['colour', 'color'] },
  { id: 'size', label: 'Size', names: ['size', 'dimensions', 'measurements', 'format'] },
  { id: 'weight', label: 'Weight', names: ['weight', 'mass'] },
  { id: 'stock', label: 'Availability', names: ['availability', 'stock', 'instock', 'delivery'] },
  {
    id: 'description',
    label: 'Description',
    names: ['description', 'details', 'text', 'body', 'longdescription', 'about'],
    holds: 'long',
  },
  { id: 'link', label: 'Shop address', names: ['url', 'link', 'shop', 'buy', 'producturl'], holds: 'link' },
  { id: 'picture', label: 'Picture', names: ['image', 'photo', 'picture', 'mainimage'], holds: 'picture' },
] as const satisfies Starter['parts']

export const product: Starter = {
  id: 'product',
  name: 'Product',
  text: 'A product: description, properties, price, questions, the way to the shop.',
  parts,
  write(page) {
    const { name, out, when, has, column } = page
    const by = when('brand', ` by ${out('brand')}`)
    const facts = ['brand', 'category', 'price', 'material', 'colour', 'size', 'weight', 'stock', 'sku']
    const shop = { heading: `Buy ${name}`, text: '', label: 'To the shop' }
    return {
      title: `${name}${by}`,
      body: joined([
        `<p>${name}${by}: what it is made of, what it costs and what to know before you buy.</p>`,
        page.section('description', 'Description'),
        page.facts(facts, 'Properties'),
        questionsSection(questionsOf(page), 'Questions and answers'),
        has('link') ? callToAction(shop, { column: column('link') }) : [],
      ]),
      excerpt: `${name}${by}: properties, price and what to know before you buy.`,
      seoTitle: `${name}${by}: properties and price`,
      seoDescription: `${name}${by} at a glance: properties, price and answers to common questions.`,
      structured: structuredData(page, 'Product', {
        description: 'description',
        sku: 'sku',
        category: 'category',
        image: 'picture',
        brand: { part: 'brand', json: `{"@type": "Brand", "name": "${out('brand')}"}` },
        ...(has('currency') && { offers: { part: 'price', json: offer(page) } }),
      }),
    }
  },
}

/** A price says nothing to a search engine without its currency. */
function offer({ out }: StarterPage): string {
  return `{"@type": "Offer", "price": "${out('price')}", "priceCurrency": "${out('currency')}"}`
}

function questionsOf({ name, out, when, question }: StarterPage) {
  return [
    ...question(
      'price',
      `What does ${name} cost?`,
      `${out('price')}${when('currency', ` ${out('currency')}`)}.`,
    ),
    ...question('material', `What is ${name} made of?`, `${out('material')}.`),
    ...question('size', `How large is ${name}?`, `${out('size')}.`),
    ...question('weight', `How much does ${name} weigh?`, `${out('weight')}.`),
    ...question('stock', `Is ${name} available?`, `${out('stock')}.`),
  ]
}
