import { marked } from 'marked'
import type { Plugin } from 'vite'

/** A heading of the manual. */
export interface Heading {
  id: string
  text: string
}

/** The manual under `docs/` as a page: its HTML, its pictures as files of the build, its chapters. */
export function manual(): Plugin {
  return {
    name: 'manual',
    transform(source, id) {
      if (!id.endsWith('.md')) return null
      const headings: Heading[] = []
      const pictures: string[] = []
      const renderer = new marked.Renderer()
      renderer.heading = ({ depth, text }) => {
        const anchor = `m${headings.length}`
        if (depth === 2) headings.push({ id: anchor, text })
        return `<h${depth}${depth === 2 ? ` id="${anchor}"` : ''}>${text}</h${depth}>`
      }
      renderer.image = ({ href, text }) => {
        pictures.push(href)
        return `<img alt="${text}" src="\0${pictures.length - 1}\0" />`
      }
      const html = marked.parse(source, { renderer, async: false })
      const imports = pictures.map((path, n) => `import p${n} from './${path}?url'`)
      const urls = pictures.map((_, n) => `p${n}`).join(', ')
      return [
        ...imports,
        `const urls = [${urls}]`,
        `export const headings = ${JSON.stringify(headings)}`,
        `export const html = ${JSON.stringify(html)}.replace(/\\0(\\d+)\\0/g, (_, n) => urls[n])`,
      ].join('\n')
    },
  }
}
