import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const backend = process.env.PLATFORM_BACKEND ?? 'http://localhost:5080'

/** Pages that must open without a connection, with all they need; the rest of the code is kept once it was used. */
const pagesWithout = ['src/app/main.tsx', 'report/report-page.tsx', 'waiting/waiting-page.tsx', 'sign-in/cover.tsx']

/** Writes /sw.js with the list of what those pages need, by the names this build gave it. */
const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  apply: 'build',
  // Last: parts that hold only styles are dropped before.
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const needed = new Set<string>()
      const need = (name: string) => {
        const part = bundle[name]
        if (needed.has(name) || part?.type !== 'chunk') return
        needed.add(name)
        part.viteMetadata?.importedCss.forEach((css) => needed.add(css))
        part.imports.forEach(need)
      }
      for (const part of Object.values(bundle))
        if (part.type === 'chunk' && (part.isEntry || pagesWithout.some((page) => part.facadeModuleId?.endsWith(page)))) need(part.fileName)
      for (const part of Object.values(bundle)) if (/be-vietnam-pro-(latin|vietnamese)-.*\.woff2$/.test(part.fileName)) needed.add(part.fileName)
      const source = readFileSync(new URL('./src/service-worker.js', import.meta.url), 'utf8')
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: source.replace('self.__FILES__', JSON.stringify([...needed].sort().map((name) => `/${name}`))) })
    },
  },
})

export default defineConfig({
  plugins: [react(), serviceWorker()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'vendor', test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/ }],
        },
      },
    },
  },
  server: { proxy: { '/api': backend, '/openapi': backend, '/health': backend } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/testing/setup.ts'] },
})
