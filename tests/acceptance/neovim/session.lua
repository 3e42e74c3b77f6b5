-- A session of Neovim, also of one from 2022, whose set-up starts the server: it opens the file SOURCE, gets its
-- diagnostics, and applies the fix for the rule RULE. What happened is written into OUTPUT.

local lines = {}
local function say(line)
  table.insert(lines, line)
end

local function wait(what, holds)
  if not vim.wait(60000, holds, 20) then
    error('Neovim waited in vain ' .. what)
  end
end

local function main()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.SOURCE))
  local buffer = vim.api.nvim_get_current_buf()
  local function clients()
    return vim.tbl_values((vim.lsp.get_clients or vim.lsp.get_active_clients)())
  end
  wait('for the server', function()
    return #clients() == 1
  end)
  local client = clients()[1]

  local function found()
    for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
      local code = diagnostic.code or diagnostic.user_data.lsp.code
      if code == vim.env.RULE then
        return diagnostic
      end
    end
  end
  wait('for a diagnostic', found)
  local diagnostic = found()
  say(string.format('found %s at %d:%d', vim.env.RULE, diagnostic.lnum + 1, diagnostic.col + 1))

  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
  local parameters = vim.lsp.util.make_range_params(0, client.offset_encoding)
  parameters.context = { diagnostics = {}, only = { 'quickfix' } }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', parameters, 60000)
  -- The fix comes first; which one is preferred is nothing that an old Neovim asks for.
  local action = answers[client.id].result[1]
  say('applied ' .. action.title)
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  wait('for the diagnostic to go', function()
    return not found()
  end)
  vim.cmd('write')
  say('gone')

  vim.lsp.stop_client(client.id)
  wait('for the server to end', function()
    return #clients() == 0
  end)
  say('ended')
end

local ok, problem = xpcall(main, debug.traceback)
if not ok then
  say(tostring(problem))
end
vim.fn.writefile(lines, vim.env.OUTPUT)
vim.cmd('qall!')
