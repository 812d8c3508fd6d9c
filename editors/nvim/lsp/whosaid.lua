-- Read by `vim.lsp.enable('whosaid')` in Neovim 0.11 and later.
---@type vim.lsp.Config
return {
  cmd = { 'whosaid', 'lsp', '--stdio' },
  filetypes = { 'markdown', 'text' },
  root_markers = { 'whosaid.toml', '.git' },
  -- Neovim 0.11 asks for diagnostics but cannot be told to ask again, when settings change or a finding is put aside.
  -- Where it does not say that it asks, they are sent to it.
  before_init = function(params)
    local capabilities = params.capabilities
    local workspace = capabilities.workspace or {}
    if not vim.tbl_get(workspace, 'diagnostics', 'refreshSupport') then
      capabilities.textDocument.diagnostic = nil
    end
  end,
}
