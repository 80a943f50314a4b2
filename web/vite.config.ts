import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const api = 'http://127.0.0.1:5080'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The page's content security policy allows no inline code, and images only as files or data.
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api, '/health': api } },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
  },
})
