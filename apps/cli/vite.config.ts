import { defineConfig } from 'vite'

// A command that starts often is one bundle: reading some six hundred modules one by one takes longer than all else that it does.
// Parts that are loaded on first use are chunks of their own.
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node22.18',
    minify: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
  },
  ssr: { noExternal: true },
})
