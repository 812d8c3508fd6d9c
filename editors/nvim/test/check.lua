-- nvim --headless -u NONE -i NONE -n -l check.lua SERVER ARTICLE FOLDER
-- Opens the article in this Neovim and checks what a reader sees. Prints a line a check; exits non-zero on a failure.
local server, article, folder = arg[1], arg[2], arg[3]
local session = dofile(vim.fs.joinpath(vim.fs.dirname(vim.fs.abspath(arg[0])), 'session.lua'))
local wait, it, holds, line_with = session.wait, session.it, session.holds, session.line_with
session.open(server, article, folder)
local buf = session.buffer

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

it('starts by itself', session.attached)
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
it('lists the speakers in the outline', function()
  local answer
  session.client:request('textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(buf) } }, function(_, found) answer = found end, buf)
  wait('the outline', function() return answer end)
  holds(vim.inspect(answer), 'Marta Quill')
end)
it('renames a speaker wherever they are named', function()
  local n, column = line_with('Tomas Brandt')
  vim.api.nvim_win_set_cursor(0, { n, column })
  vim.lsp.buf.rename('Tomas Brandt-Osei')
  wait('the new name', function() return pcall(line_with, 'sighs Tomas Brandt-Osei, an economist') end)
end)
it('colours who speaks and what they say', function()
  local n, column = line_with('“Every winter')
  wait('the tokens', function()
    for _, token in ipairs(vim.lsp.semantic_tokens.get_at_pos(buf, n - 1, column + 4) or {}) do
      if token.type == 'quotation' then return true end
    end
  end)
end)
it('stops cleanly', function()
  session.client:stop()
  wait('stop', function() return session.client:is_stopped() end)
end)
session.finish()
