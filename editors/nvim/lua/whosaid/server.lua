-- Asks the server.
local M = {}

---@param words string
---@param level string?
function M.tell(words, level) vim.notify('whosaid: ' .. words, vim.log.levels[level or 'INFO']) end

--- The server of a buffer. Where there is none, the user is told.
---@param buffer integer?
---@return vim.lsp.Client?
function M.client(buffer)
  local client = vim.lsp.get_clients({ bufnr = buffer or 0, name = 'whosaid' })[1]
  if not client then M.tell('no server reads this buffer; :checkhealth whosaid tells why', 'WARN') end
  return client
end

--- Runs a command of the server on the current buffer, and calls back with its answer.
---@param command string
---@param arguments any[] what follows the name of the document
---@param done fun(answer: any, client: vim.lsp.Client, buffer: integer)
function M.ask(command, arguments, done)
  local buffer = vim.api.nvim_get_current_buf()
  local client = M.client(buffer)
  if not client then return end
  local params = { command = command, arguments = { vim.uri_from_bufnr(buffer), unpack(arguments) } }
  client:request('workspace/executeCommand', params, function(problem, answer)
    if problem then return M.tell(problem.message, 'ERROR') end
    done(answer, client, buffer)
  end, buffer)
end

--- Stops the server and starts it again, for all buffers that it read.
function M.restart()
  local clients = vim.lsp.get_clients({ name = 'whosaid' })
  local buffers = {}
  for _, client in ipairs(clients) do
    vim.list_extend(buffers, vim.tbl_keys(client.attached_buffers))
    client:stop()
  end
  vim.wait(3000, function()
    return vim.iter(clients):all(function(client) return client:is_stopped() end)
  end, 20)
  for _, client in ipairs(clients) do
    if not client:is_stopped() then client:stop(true) end
  end
  vim.lsp.enable('whosaid')
  if #buffers == 0 then buffers = { vim.api.nvim_get_current_buf() } end
  for _, buffer in ipairs(buffers) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      vim.api.nvim_exec_autocmds('FileType', { group = 'nvim.lsp.enable', buffer = buffer, modeline = false })
    end
  end
end

return M
