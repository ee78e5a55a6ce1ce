import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The server replaces the placeholder in index.html with the nonce of each answer, so that the styles which
// Mantine and CodeMirror add at run time are allowed by a Content-Security-Policy without 'unsafe-inline'.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0 },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
