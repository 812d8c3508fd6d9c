-- :checkhealth whosaid
local M = {}

function M.check()
  local health = vim.health
  health.start('whosaid')
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim is 0.11 or later')
  else
    return health.error('Neovim 0.11 or later is needed')
  end

  local config = vim.lsp.config.whosaid
  if not config then
    return health.error("lsp/whosaid.lua is not on the runtime path", { 'Put the folder editors/nvim on it: see :help whosaid-install' })
  end
  local program = config.cmd[1]
  local found = vim.fn.exepath(program)
  if found == '' then
    health.error(('there is no program %q'):format(program), {
      'Install it with `cargo install --path .` in a checkout of whosaid',
      "Or name it: vim.lsp.config('whosaid', { cmd = { '/path/to/whosaid', 'lsp', '--stdio' } })",
    })
  else
    local said = vim.system({ found, '--version' }, { text = true, timeout = 5000 }):wait()
    if said.code == 0 then
      health.ok(('%s: %s'):format(found, vim.trim(said.stdout)))
    else
      health.error(('%s does not run: %s'):format(found, vim.trim(said.stderr or '')))
    end
  end

  if vim.lsp.is_enabled and not vim.lsp.is_enabled('whosaid') then
    health.warn('the server is not switched on', { "Call vim.lsp.enable('whosaid') in init.lua" })
  end
  local clients = vim.lsp.get_clients({ name = 'whosaid' })
  if #clients == 0 then
    health.info('no article is open: buffers of the file types ' .. table.concat(config.filetypes, ', ') .. ' are read')
  end
  for _, client in ipairs(clients) do
    local version = vim.tbl_get(client, 'server_info', 'version') or '?'
    health.ok(('version %s reads %d buffer(s), root %s'):format(version, vim.tbl_count(client.attached_buffers), client.root_dir or 'none'))
    local commands = vim.tbl_get(client.server_capabilities, 'executeCommandProvider', 'commands') or {}
    if not vim.tbl_contains(commands, 'whosaid.article') then
      health.warn('the server is older than this plugin: :Whosaid cannot list what it found', { 'Install both from one checkout' })
    end
    for buffer in pairs(client.attached_buffers) do
      if not vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }) then
        health.info('hints are switched off: vim.lsp.inlay_hint.enable() shows who speaks')
        break
      end
    end
  end
end

return M
