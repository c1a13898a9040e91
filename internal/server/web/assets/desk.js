// The keyboard of the operator's desk: whatever a key does, a click does too.
'use strict'
{
  // A colour shows on the sample while it is written.
  const colour = document.getElementById('f-colour')
  const shown = document.getElementById('sample-style')
  if (colour && shown) colour.addEventListener('input', () => {
    if (/^#[0-9a-f]{6}$/i.test(colour.value)) shown.href = '/brand/sample.css?colour=' + encodeURIComponent(colour.value)
  })
  const typing = (e) => e.target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select')
  const rows = [...document.querySelectorAll('[data-desk=queue] tbody tr')]
  let at = -1
  const step = (by) => {
    at = Math.min(rows.length - 1, Math.max(0, at + by))
    rows[at].querySelector('a').focus()
  }
  // A canned text fills the reason in, as long as nobody has written one.
  const reason = document.getElementById('f-reason')
  const texts = [...document.querySelectorAll('[data-text]')]
  const pick = (box) => {
    box.checked = true
    if (reason && (reason.value === '' || texts.some((t) => t.dataset.text === reason.value))) reason.value = box.dataset.text
    if (reason && box.dataset.text === '') reason.focus()
  }
  for (const box of texts) box.addEventListener('change', () => pick(box))
  // One box ticks all of them, where scripts run.
  const all = document.querySelector('[data-all]')
  const boxes = [...document.querySelectorAll('[data-desk=queue] tbody input[type=checkbox]')]
  if (all) {
    all.hidden = false
    all.addEventListener('change', () => { for (const box of boxes) box.checked = all.checked })
  }
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e)) return
    if (rows.length > 0 && (e.key === 'j' || e.key === 'k')) {
      step(e.key === 'j' ? 1 : -1)
      e.preventDefault()
      return
    }
    if (e.key === '?') {
      const help = document.getElementById('keys')
      if (help) { help.tabIndex = -1; help.focus(); e.preventDefault() }
      return
    }
    const choice = document.querySelector(`[data-pick="${CSS.escape(e.key)}"]`)
    if (choice) {
      pick(choice)
      e.preventDefault()
      return
    }
    const target = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`)
    if (!target) return
    e.preventDefault()
    // A denial without a reason leads to the reasons first.
    const form = target.form
    if (e.key === 'd' && form && texts.length > 0 && !texts.some((t) => t.checked)) {
      texts[0].focus()
      return
    }
    target.click()
  })
}
