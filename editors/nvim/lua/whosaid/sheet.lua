-- The fact-check sheet in a window of its own.
local server = require('whosaid.server')

local M = {}

local FILETYPES = { md = 'markdown', csv = 'csv', html = 'html', json = 'json' }

--- The name of an article's sheet: no two articles have one.
---@param article integer
---@param format string
local function name_of(article, format)
  local path = vim.api.nvim_buf_get_name(article)
  return ('whosaid://%s.%s'):format(path ~= '' and path or 'untitled-' .. article, format)
end

--- Opens the sheet beside the article. In Markdown, <CR> on a row goes to its line of the article.
---@param format string?
function M.open(format)
  format = format or 'md'
  server.ask('whosaid.sheet', { format }, function(text, _, article)
    local name = name_of(article, format)
    local known = vim.fn.bufnr('^' .. vim.fn.escape(name, '[]{}*?^$\\,') .. '$')
    local buffer = known > 0 and known or vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, name)
    vim.bo[buffer].modifiable = true
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, '\r?\n', { trimempty = true }))
    vim.bo[buffer].modifiable = false
    vim.bo[buffer].modified = false
    vim.bo[buffer].filetype = FILETYPES[format]
    local window = vim.fn.bufwinid(buffer)
    if window > 0 then
      vim.api.nvim_set_current_win(window)
    else
      vim.cmd('rightbelow split')
      vim.api.nvim_win_set_buf(0, buffer)
    end
    vim.wo[0].wrap = false
    vim.keymap.set('n', '<CR>', function() M.follow(article) end, { buffer = buffer, desc = 'Go to this line of the article' })
  end)
end

--- Goes from a row of the sheet to its line of the article.
---@param article integer
function M.follow(article)
  local line = tonumber(vim.api.nvim_get_current_line():match('^| *(%d+) |'))
  if not line then return end
  local window = vim.fn.bufwinid(article)
  if window > 0 then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd('leftabove split')
    vim.api.nvim_win_set_buf(0, article)
  end
  vim.api.nvim_win_set_cursor(0, { math.min(line, vim.api.nvim_buf_line_count(article)), 0 })
end

return M
