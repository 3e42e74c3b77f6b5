-- Starts Plimsoll's language server for the files that it can lint.

if vim.lsp.enable then
  vim.lsp.enable('plimsoll')
  return
end

-- Neovim before 0.11.
local here = debug.getinfo(1, 'S').source:sub(2)
local config = dofile(vim.fn.fnamemodify(here, ':h:h') .. '/lsp/plimsoll.lua')
local clients = {}

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  local above = folder
  while true do
    for _, marker in ipairs(config.root_markers) do
      local path = above .. '/' .. marker
      if vim.fn.filereadable(path) == 1 or vim.fn.isdirectory(path) == 1 then
        return above
      end
    end
    local next = vim.fn.fnamemodify(above, ':h')
    if next == above then
      return folder
    end
    above = next
  end
end

vim.api.nvim_create_autocmd('FileType', {
  pattern = config.filetypes,
  callback = function(event)
    local root = root_of(event.file)
    -- One server for each root.
    clients[root] = clients[root]
      or vim.lsp.start_client({
        name = 'plimsoll',
        cmd = config.cmd,
        root_dir = root,
        workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') } },
        init_options = config.init_options,
        on_exit = function()
          clients[root] = nil
        end,
      })
    vim.lsp.buf_attach_client(event.buf, clients[root])
  end,
})
