-- What both suites share: an article in this Neovim, read by the server, and checks that count.
local M = { passed = 0, failed = 0 }

function M.say(line) io.stdout:write(line .. '\n') end

function M.wait(what, f)
  if not vim.wait(15000, f, 20) then error('waited in vain: ' .. what, 0) end
end

function M.it(name, f)
  local ok, problem = xpcall(f, debug.traceback)
  if ok then M.passed = M.passed + 1 else M.failed = M.failed + 1 end
  M.say((ok and 'ok   ' or 'FAIL ') .. name .. (ok and '' or ': ' .. tostring(problem)))
end

function M.holds(text, words) assert(text:find(words, 1, true), ('%q is not in:\n%s'):format(words, text)) end

--- Opens the article, with the plugin folder on the runtime path and the server switched on.
function M.open(server, article, folder)
  vim.opt.runtimepath:append(folder)
  vim.lsp.config('whosaid', { cmd = { server, 'lsp', '--stdio' } })
  vim.lsp.enable('whosaid')
  vim.cmd('filetype on')
  vim.cmd.edit(article)
  M.buffer = vim.api.nvim_get_current_buf()
end

--- The number, the first byte and the text of the line that holds words.
function M.line_with(words)
  for n, line in ipairs(vim.api.nvim_buf_get_lines(M.buffer, 0, -1, false)) do
    local from = line:find(words, 1, true)
    if from then return n, from - 1, line end
  end
  error('the article does not hold: ' .. words, 0)
end

function M.attached()
  M.wait('the server', function()
    M.client = vim.lsp.get_clients({ bufnr = M.buffer, name = 'whosaid' })[1]
    return M.client and M.client.initialized
  end)
end

--- Prints the sum and ends Neovim, with an error where a check failed.
function M.finish()
  M.say(('%d passed, %d failed'):format(M.passed, M.failed))
  if M.failed > 0 then vim.cmd('cquit 1') end
  vim.cmd('qall!')
end

return M
