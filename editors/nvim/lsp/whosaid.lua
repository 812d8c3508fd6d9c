-- Read by `vim.lsp.enable('whosaid')` in Neovim 0.11 and later.
---@type vim.lsp.Config
return {
  cmd = { 'whosaid', 'lsp', '--stdio' },
  filetypes = { 'markdown', 'text' },
  root_markers = { 'whosaid.toml', '.git' },
}
