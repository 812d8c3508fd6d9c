-- Location lists of an article: its quotations by speaker, and its claims.
local server = require('whosaid.server')

local M = {}

local function one_line(text) return vim.trim((text:gsub('%s+', ' '))) end

local function count(n, one) return ('%d %s%s'):format(n, one, n == 1 and '' or 's') end

--- Shows a location list in the window of the article.
---@param title string
---@param places { range: lsp.Range, text: string, type: string? }[]
local function show(title, places, client, buffer)
  local window = vim.fn.bufwinid(buffer)
  if window < 0 then return end
  local uri = vim.uri_from_bufnr(buffer)
  local items = vim.tbl_map(function(place)
    local item = vim.lsp.util.locations_to_items({ { uri = uri, range = place.range } }, client.offset_encoding)[1]
    item.text, item.type = place.text, place.type
    return item
  end, places)
  vim.fn.setloclist(window, {}, ' ', { title = title, items = items })
  vim.api.nvim_set_current_win(window)
  vim.cmd.lopen({ count = math.min(2 * #items, 10) })
end

--- Tells how much was found.
function M.summary()
  server.ask('whosaid.article', {}, function(article)
    local n = article.counts
    local open = n.withoutSource > 0 and (', %d without a source'):format(n.withoutSource) or ''
    server.tell(('%s by %s; %s%s'):format(count(n.quotations, 'quotation'), count(n.speakers, 'speaker'), count(n.claims, 'claim'), open))
  end)
end

--- Lists the quotations, each speaker's together.
function M.speakers()
  server.ask('whosaid.article', {}, function(article, client, buffer)
    local places = {}
    for _, speaker in ipairs(article.speakers) do
      for _, quote in ipairs(speaker.quotes) do
        places[#places + 1] = { range = quote.range, text = one_line(speaker.name) .. ': ' .. one_line(quote.text) }
      end
    end
    for _, quote in ipairs(article.quotesWithoutSpeaker) do
      places[#places + 1] = { range = quote.range, text = 'speaker not found: ' .. one_line(quote.text), type = 'W' }
    end
    if #places == 0 then return server.tell('nobody is quoted here') end
    show('Speakers and what they say', places, client, buffer)
  end)
end

--- Lists the claims without a source; with `all`, the others too.
---@param which string?
function M.claims(which)
  server.ask('whosaid.article', {}, function(article, client, buffer)
    local places = {}
    for _, claim in ipairs(article.claims) do
      if which == 'all' or not claim.attributed then
        local kinds = #claim.types > 0 and ' (' .. table.concat(claim.types, ', ') .. ')' or ''
        local text = (claim.attributed and 'has a source: ' or 'no source: ') .. one_line(claim.text) .. kinds
        places[#places + 1] = { range = claim.range, text = text, type = claim.attributed and 'I' or 'W' }
      end
    end
    if #places == 0 then
      return server.tell(#article.claims == 0 and 'there is no claim here' or 'every claim has a source; :Whosaid claims all lists them')
    end
    show(which == 'all' and 'Claims' or 'Claims without a source', places, client, buffer)
  end)
end

return M
