-- The command :Whosaid and the colours. The server itself is started by vim.lsp.enable('whosaid').
if vim.g.loaded_whosaid then return end
vim.g.loaded_whosaid = true

vim.api.nvim_create_user_command('Whosaid', function(command) require('whosaid').run(command.fargs) end, {
  nargs = '*',
  desc = 'Who says what in this article, and on whose word',
  complete = function(lead, line, column) return require('whosaid').complete(lead, line:sub(1, column)) end,
})

require('whosaid.colours').set()
vim.api.nvim_create_autocmd('ColorScheme', {
  group = vim.api.nvim_create_augroup('whosaid.colours', {}),
  callback = function() require('whosaid.colours').set() end,
})
