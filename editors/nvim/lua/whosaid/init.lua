-- The subcommands of :Whosaid. What they show comes from the server.
local lists = require('whosaid.lists')
local sheet = require('whosaid.sheet')
local server = require('whosaid.server')

local M = {}

---@class whosaid.Subcommand
---@field run fun(argument: string?)
---@field arguments string[]?

---@type table<string, whosaid.Subcommand>
local SUBCOMMANDS = {
  sheet = { run = sheet.open, arguments = { 'md', 'csv', 'html', 'json' } },
  speakers = { run = lists.speakers },
  claims = { run = lists.claims, arguments = { 'all' } },
  ignore = { run = function() M.ignore() end },
  restart = { run = server.restart },
}

local function names()
  local found = vim.tbl_keys(SUBCOMMANDS)
  table.sort(found)
  return found
end

--- Runs `:Whosaid …`. Without a subcommand it tells what was found in the article.
---@param words string[]
function M.run(words)
  local name, argument = words[1], words[2]
  if not name then return lists.summary() end
  local subcommand = SUBCOMMANDS[name]
  if not subcommand then
    return server.tell(('there is no :Whosaid %s. There are: %s'):format(name, table.concat(names(), ', ')), 'ERROR')
  end
  local allowed = subcommand.arguments or {}
  if #words > 2 or argument and not vim.tbl_contains(allowed, argument) then
    local usage = #allowed > 0 and ' [' .. table.concat(allowed, '|') .. ']' or ''
    return server.tell(('use :Whosaid %s%s'):format(name, usage), 'ERROR')
  end
  subcommand.run(argument)
end

--- Completes a subcommand, or its argument.
---@param lead string
---@param line string the command line up to the cursor
---@return string[]
function M.complete(lead, line)
  local words = vim.split(vim.trim(line), '%s+')
  local subcommand = SUBCOMMANDS[words[2] or '']
  local second = subcommand and (#words > 2 or lead == '')
  local choices = second and (subcommand.arguments or {}) or names()
  return vim.tbl_filter(function(choice) return vim.startswith(choice, lead) end, choices)
end

-- The kind of the server's actions that put a finding aside.
local IGNORE = 'quickfix.ignore.whosaid'

--- Puts the finding under the cursor aside.
function M.ignore()
  if not server.client() then return end
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { IGNORE } },
    filter = function(action) return action.kind == IGNORE end,
  })
end

return M
