// Small files that tests make themselves: a PDF of some pages, a second of a tone.

/** A PDF whose pages each say their number; their sizes are A4. */
export function paper(pages) {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>']
  const kids = Array.from({ length: pages }, (_, n) => `${4 + n * 2} 0 R`).join(' ')
  objects.push(`<</Type/Pages/Kids[${kids}]/Count ${pages}>>`, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>')
  for (let n = 1; n <= pages; n += 1) {
    const rows = Array.from({ length: 14 }, (_, row) => `0.8 g 72 ${640 - row * 38} ${row % 4 === 3 ? 260 : 450} 10 re f`).join('\n')
    const drawn = `0.2 g BT /F1 28 Tf 72 740 Td (Page ${n} / ${pages}) Tj ET\n${rows}`
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${objects.length + 2} 0 R>>`)
    objects.push(`<</Length ${drawn.length}>> stream\n${drawn}\nendstream`)
  }
  let text = '%PDF-1.4\n'
  const places = objects.map((object, n) => {
    const at = text.length
    text += `${n + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer <</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** A WAV of so many seconds, eight bits at 8 kHz: a tone. */
export function tone(seconds) {
  const samples = seconds * 8000
  const wav = Buffer.alloc(44 + samples)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(8000, 24)
  wav.writeUInt32LE(8000, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples, 40)
  for (let n = 0; n < samples; n += 1) wav[44 + n] = 128 + (Math.floor(n / 20) % 2 ? 40 : -40)
  return wav
}
