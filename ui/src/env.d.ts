/// <reference types="vite/client" />

declare module '*.md' {
  export const html: string
  export const headings: readonly { id: string; text: string }[]
}
