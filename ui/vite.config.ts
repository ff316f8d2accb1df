import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { licences } from './licences'
import { manual } from './manual'

export default defineConfig({
  plugins: [vue(), manual(), licences()],
  define: {
    // The compiler of messages makes no functions from text: the content security policy forbids that.
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
  },
  build: {
    // Browsers of office PCs: 360, QQ and UOS browsers of 2020 and later.
    target: ['chrome87', 'safari14'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { strictPort: true },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'] },
})
