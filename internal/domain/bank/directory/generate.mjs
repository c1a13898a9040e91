// Writes the directory of banks and branches (directory.tsv.gz) from the npm
// package zengin-code (MIT):
//
//	npm install --no-save zengin-code && node generate.mjs
//
// A bank is a line "code, name, kana"; its branches follow, each with a tab
// before it. README.md says which release it holds.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const require = createRequire(import.meta.url)
const banks = require('zengin-code')
const { version } = require('zengin-code/package.json')
const lines = []
for (const code of Object.keys(banks).sort()) {
  const b = banks[code]
  lines.push([b.code, b.name, b.kana].join('\t'))
  for (const branch of Object.keys(b.branches).sort()) {
    const r = b.branches[branch]
    lines.push(['', r.code, r.name, r.kana].join('\t'))
  }
}
const clean = lines.join('\n') + '\n'
writeFileSync(new URL('directory.tsv.gz', import.meta.url), gzipSync(clean, { level: 9 }))
writeFileSync(new URL('README.md', import.meta.url), `# Banks and branches

\`directory.tsv.gz\` holds ${Object.keys(banks).length} banks and ${lines.length - Object.keys(banks).length} branches of
zengin-code ${version} (MIT). \`generate.mjs\` writes it anew; a release does that first.
`)
