-- The default colours of semantic tokens. Whoever sets one of these groups has the last word.
local M = {}

local LINKS = {
  ['@lsp.type.speaker'] = 'Identifier',
  ['@lsp.type.cue'] = 'Keyword',
  ['@lsp.type.quotation'] = 'String',
  ['@lsp.type.boilerplate'] = 'Comment',
  ['@lsp.typemod.claim.unattributed'] = 'DiagnosticUnderlineHint',
}

-- A tint for each of eight speakers: what the text stands on, in a light and in a dark editor.
local TINTS = {
  { light = '#cfe0fb', dark = '#1f344f' },
  { light = '#fbe2cb', dark = '#4b3216' },
  { light = '#d2ebd8', dark = '#22402a' },
  { light = '#e4daf8', dark = '#382c52' },
  { light = '#f8d2e6', dark = '#4f2440' },
  { light = '#cbebee', dark = '#173e44' },
  { light = '#f5f1c6', dark = '#3d3a1a' },
  { light = '#e0e3e6', dark = '#353a40' },
}

--- Sets the groups that nobody has set. With `vim.g.whosaid_tint`, each speaker's quotations have a tint of their own.
function M.set()
  for group, link in pairs(LINKS) do
    vim.api.nvim_set_hl(0, group, { link = link, default = true })
  end
  for i, tint in ipairs(TINTS) do
    vim.api.nvim_set_hl(0, 'WhosaidSpeaker' .. i, { bg = tint[vim.o.background], default = true })
    local group = '@lsp.typemod.quotation.speaker' .. i
    if vim.g.whosaid_tint then vim.api.nvim_set_hl(0, group, { link = 'WhosaidSpeaker' .. i, default = true }) end
  end
end

return M
