-- nvim --headless -u NONE -i NONE -n -l check.lua SERVER ARTICLE
-- Opens the article in this Neovim and checks what a reader sees. Prints a line a check; exits non-zero on a failure.
local server, article = arg[1], arg[2]
local here = vim.fs.dirname(vim.fs.abspath(arg[0]))
local passed, failed = 0, 0

local function say(line) io.stdout:write(line .. '\n') end
local function wait(what, f)
  if not vim.wait(15000, f, 20) then error('timeout: ' .. what, 0) end
end
local function it(name, f)
  local ok, err = xpcall(f, debug.traceback)
  if ok then passed = passed + 1 else failed = failed + 1 end
  say((ok and 'ok   ' or 'FAIL ') .. name .. (ok and '' or ': ' .. tostring(err)))
end

vim.o.columns, vim.o.lines = 120, 40
vim.opt.runtimepath:append(vim.fs.dirname(here))
vim.lsp.config('whosaid', { cmd = { server, 'lsp', '--stdio' } })
vim.lsp.enable('whosaid')
vim.cmd('filetype on')
vim.cmd.edit(article)
local buf = vim.api.nvim_get_current_buf()
local client

local function line_with(words)
  for n, line in ipairs(vim.api.nvim_buf_get_lines(buf, 0, -1, false)) do
    local from = line:find(words, 1, true)
    if from then return n, from - 1, line end
  end
  error('the article does not hold: ' .. words, 0)
end
local function codes()
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(buf)) do
    assert(d.source == 'whosaid', vim.inspect(d))
    found[d.code] = (found[d.code] or 0) + 1
  end
  return found
end
local function hints_on(n)
  local labels = {}
  for _, h in ipairs(vim.lsp.inlay_hint.get({ bufnr = buf })) do
    if h.inlay_hint.position.line == n - 1 then
      local label = h.inlay_hint.label
      if type(label) == 'table' then label = table.concat(vim.tbl_map(function(p) return p.value end, label)) end
      labels[#labels + 1] = label
    end
  end
  return table.concat(labels, ' | ')
end
local function hover_on(words)
  local n, column = line_with(words)
  vim.api.nvim_win_set_cursor(0, { n, column })
  vim.lsp.buf.hover()
  local text
  wait('hover on ' .. words, function()
    for _, w in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(w).relative ~= '' then
        text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(w), 0, -1, false), '\n')
        vim.api.nvim_win_close(w, true)
        return true
      end
    end
  end)
  return text
end
local function holds(text, words) assert(text:find(words, 1, true), ('%q is not in:\n%s'):format(words, text)) end

it('starts by itself', function()
  wait('attach', function()
    client = vim.lsp.get_clients({ bufnr = buf, name = 'whosaid' })[1]
    return client and client.initialized
  end)
end)
it('marks the claims without a source and the lines of the page', function()
  wait('diagnostics', function() return #vim.diagnostic.get(buf) > 0 end)
  local found = codes()
  assert(found['boilerplate-line'] == 3, vim.inspect(found))
  assert((found['unattributed-claim'] or 0) >= 2, vim.inspect(found))
end)
it('draws who speaks where the name is not beside the words', function()
  vim.lsp.inlay_hint.enable(true, { bufnr = buf })
  local she, role, on = line_with('she said'), line_with('According to'), line_with('same mistake')
  wait('hints', function() return hints_on(she) ~= '' and hints_on(on) ~= '' end)
  holds(hints_on(she), 'Marta Quill')
  holds(hints_on(role), 'Marta Quill')
  holds(hints_on(on), 'Tomas Brandt')
  wait('drawn hints', function()
    vim.cmd('redraw')
    for _, ns in pairs(vim.api.nvim_get_namespaces()) do
      for _, m in ipairs(vim.api.nvim_buf_get_extmarks(buf, ns, 0, -1, { details = true })) do
        if m[4].virt_text_pos == 'inline' then return true end
      end
    end
  end)
end)
it('says in a hover who speaks and why', function()
  local text = hover_on('Every winter')
  holds(text, 'Marta Quill')
  holds(text, 'she')
end)
it('says in a hover why a claim has no source', function() hover_on('been flooded eleven') end)
it('deletes the lines of the page, all of them', function()
  local n = line_with('Leave a Reply')
  vim.api.nvim_win_set_cursor(0, { n, 0 })
  vim.lsp.buf.code_action({ apply = true, filter = function(a) return a.title:find('lines') ~= nil end })
  wait('edit', function() return not pcall(line_with, 'Leave a Reply') end)
  assert(not pcall(line_with, 'Read more'), 'the region was not deleted')
  wait('no boilerplate left', function() return codes()['boilerplate-line'] == nil end)
end)
it('follows an edit', function()
  local n = line_with('Nobody here is against')
  vim.api.nvim_buf_set_lines(buf, n - 1, n - 1, false, { 'The strike has cost 4 million crowns in three weeks.', '' })
  wait('a mark on the new line', function()
    for _, d in ipairs(vim.diagnostic.get(buf)) do
      if d.lnum == n - 1 and d.code == 'unattributed-claim' then return true end
    end
  end)
end)
it('stops cleanly', function()
  client:stop()
  wait('stop', function() return client:is_stopped() end)
end)

say(('%d passed, %d failed'):format(passed, failed))
if failed > 0 then vim.cmd('cquit 1') end
vim.cmd('qall!')
